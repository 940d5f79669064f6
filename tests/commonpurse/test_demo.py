"""The purse's chapter of the demo ends in the story's figures on whatever day it begins."""

from datetime import date

import pytest
import time_machine

from commonpurse.demo import FIGURES, tell
from commonpurse.ledger.queries import months
from commonpurse.spending.queries import availability
from tests.commonpurse.ledger.test_invariants import breaches
from unions.demo import settle
from unions.tenancy.scopes import union_scope

FREE = {"harbour-lights": 575_000, "alder-vale": 1_091_000, "millrace": 1_543_500}
EVENINGS = [
    ("harbour-lights", "2026-11-01"),
    ("harbour-lights", "2026-11-25"),
    ("harbour-lights", "2028-02-29"),
    ("alder-vale", "2026-11-30"),
    ("millrace", "2026-03-01"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "day"), EVENINGS)
def test_evening_finds_the_figures_of_the_story(slug: str, day: str) -> None:
    today = date.fromisoformat(day)
    with time_machine.travel(f"{day} 19:00", tick=False):
        story = settle(slug=slug, today=today, seed=7)
        with union_scope(story.union.id):
            tell(story)
            found = availability.sheet("GBP")
            (chart,) = months.flows("GBP", today.replace(day=1), 6)
    # By the clock of the database, which does not travel: it says when an entry was posted.
    with union_scope(story.union.id):
        assert breaches() == {}
    figures = FIGURES[slug]
    assert (found.balance, found.reserve, found.free) == (
        figures.balance,
        figures.reserve,
        FREE[slug],
    )
    assert found.promised == sum(spend.amount_minor for spend in figures.waiting)
    assert all(flow.came_in and flow.went_out for flow in chart.rows[:-1])
