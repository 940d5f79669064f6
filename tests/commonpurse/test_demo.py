"""The purse's chapter of the demo ends in the story's figures on whatever day it begins."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.utils import timezone

from commonpurse.demo import MONTHS_LEFT_OPEN, months_told, tell
from commonpurse.demo_figures import FIGURES
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries import accounts, funds, months
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.spending.queries import availability, purse
from tests.commonpurse.ledger.test_invariants import breaches
from unions.demo import settle
from unions.tenancy.scopes import union_scope

FREE = {"harbour-lights": 575_000, "alder-vale": 1_091_000, "millrace": 1_543_500}
EVENINGS = [
    ("harbour-lights", "2026-11-01"),
    ("harbour-lights", "2026-11-25"),
    ("harbour-lights", "2024-02-29"),
    ("alder-vale", "2026-11-30"),
    ("alder-vale", "2026-01-31"),
    ("millrace", "2026-03-01"),
    ("millrace", "2025-12-31"),
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
            chart = months.flows("GBP", today.replace(day=1), 6)[0]
            last_closed = months.last_closed()
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
    # The months before the last ones are closed, whatever day the demo begins on.
    assert last_closed == months_told(today)[-2 - MONTHS_LEFT_OPEN]
    assert all(flow.came_in and flow.went_out for flow in chart.rows[:-1])


@pytest.fixture
def told(request: pytest.FixtureRequest) -> Iterator[date]:
    """The day of a story that was told for the union that the test names."""
    today = timezone.localdate()
    story = settle(slug=request.param, today=today, seed=7)
    with union_scope(story.union.id):
        tell(story)
        yield today


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["millrace"], indirect=True)
def test_one_union_holds_money_of_another_country_and_changed_some(told: date) -> None:
    abroad = FIGURES["millrace"].abroad
    assert abroad is not None
    came_in = sum(part.amount_minor for part in abroad.gifts)
    went_out = sum(spend.amount_minor for _, spend in abroad.spends)
    own, other = purse.glances("GBP", today=told)
    assert (own.unit, own.available.balance) == ("GBP", FIGURES["millrace"].balance)
    left = came_in - went_out - abroad.changed.amount_minor
    assert (other.unit, other.available.free) == ("EUR", left)
    (changed,) = JournalEntry.objects.filter(kind="exchange")
    assert sorted(changed.postings.values_list("unit__code", "amount")) == sorted(
        [
            ("EUR", -abroad.changed.amount_minor),
            ("EUR", abroad.changed.amount_minor),
            ("GBP", -abroad.gets_minor),
            ("GBP", abroad.gets_minor),
        ]
    )
    trading = {
        line.unit: line.balance
        for line in accounts.account_lines()
        if line.kind is AccountKind.TRADING
    }
    assert trading == {"EUR": abroad.changed.amount_minor, "GBP": -abroad.gets_minor}


@pytest.mark.django_db
@pytest.mark.parametrize("told", ["alder-vale"], indirect=True)
def test_one_union_keeps_money_for_a_purpose(told: date) -> None:
    kept = FIGURES["alder-vale"].kept
    assert kept is not None
    (fund,) = funds.every()
    (holding,) = fund.holdings
    assert fund.name == kept.name
    assert holding.balance == sum(part.amount_minor for part in kept.parts)
