"""The demo's chapters of this app: deterministic, dated back from the story's day, and quick."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commonpurse import demo as purse_demo
from provisioning import demo, demo_contributions
from provisioning.contributions.models.contribution import Contribution
from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.reports.queries import public_reports
from unions.demo import PLANS, settle
from unions.invariants import laws
from unions.tenancy.scopes import union_scope

pytestmark = pytest.mark.django_db
# For some 2 000 entries and bookings of a year.
TRIPS_MAX = 200


def told(slug: str, today: date) -> dict[str, object]:
    story = settle(slug=slug, today=today, seed=7)
    with union_scope(story.union.id):
        demo.tell(story)
        assert [breach for law in laws() if not law.of_instance for breach in law.breaches()] == []
        return {
            "goods": SharedGood.objects.count(),
            "out": Booking.objects.out().count(),
            "codes": dict(SharedGood.objects.values_list("code", "name")),
            "entries": sorted(
                Contribution.objects.values_list(
                    "person__display_name", "given_on", "what", "quantity"
                )
            ),
            "units": Counter(Contribution.objects.values_list("unit", flat=True)),
        }


def test_three_unions_have_64_things_and_19_are_out() -> None:
    today = timezone.localdate()
    stories = {slug: told(slug, today) for slug in PLANS}
    assert sum(int(str(story["goods"])) for story in stories.values()) == 64
    assert sum(int(str(story["out"])) for story in stories.values()) == 19
    codes = stories["harbour-lights"]["codes"]
    assert isinstance(codes, dict)
    assert codes["HL 014"] == "Cargo bike"


def test_the_story_fills_twelve_months_with_every_unit() -> None:
    today = timezone.localdate()
    entries = told("harbour-lights", today)
    rows = entries["entries"]
    assert isinstance(rows, list)
    months = {(row[1].year, row[1].month) for row in rows}
    assert len(months) >= 12
    assert max(row[1] for row in rows) == today - timedelta(days=1)
    assert set(entries["units"]) == {"min", "g", "piece", "night", "session"}  # type: ignore[call-overload]


def test_the_chapters_take_few_round_trips(django_assert_max_num_queries: Any) -> None:
    """A newcomer waits for them; whatever the machine, it is the trips that take the time."""
    story = settle(slug="millrace", today=timezone.localdate(), seed=7)
    with union_scope(story.union.id), django_assert_max_num_queries(TRIPS_MAX):
        demo.tell(story)


@pytest.mark.parametrize("slug", list(PLANS))
def test_one_union_lets_everybody_read_its_sums(slug: str) -> None:
    story = settle(slug=slug, today=timezone.localdate(), seed=7)
    with union_scope(story.union.id):
        purse_demo.tell(story)
        demo.tell_report(story)
        assert public_reports.is_open() == (slug == "alder-vale")
        report = public_reports.report("GBP")
        # Twelve months were told; what is closed of them is what everybody may read.
        assert [len(unit.rows) for unit in report.units if unit.unit == "GBP"] == [10]
        if public_reports.is_open():
            rows = report.units[0].rows
            assert all(row.came_in and row.went_out for row in rows)


@pytest.mark.parametrize("seed", [7, 8])
def test_a_seed_tells_one_story(seed: int) -> None:
    first, again = (demo_contributions.Dice(f"{seed}:x") for _ in range(2))
    thrown = [first.throw(6, n) for n in range(50)]
    assert thrown == [again.throw(6, n) for n in range(50)]
    assert set(thrown) == set(range(6))
