"""Reads ask the database as often for three rows as for one."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from provisioning.contributions.actions.contributions import confirm, log, reverse
from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.queries import contributions, sheets, sightings, totals
from provisioning.contributions.rules.kinds import Kind
from provisioning.contributions.rules.months import last_months
from provisioning.measures import Quantity, Unit
from tests.cast import Cast
from unions.tenancy.ids import uuid7

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def given(
    cast: Cast,
    name: str,
    amount: int = 60,
    unit: Unit = Unit.MINUTE,
    on: date = date(2026, 11, 30),
    what: str = "",
) -> Contribution:
    kinds = {Unit.MINUTE: Kind.WORK, Unit.GRAM: Kind.GOODS, Unit.SESSION: Kind.KNOWLEDGE}
    return log(
        kind=kinds[unit],
        amount=Quantity(amount, unit),
        what=what or f"something {uuid7()}",
        given_on=on,
        client_id=uuid7(),
        by=cast.members[name],
    )


Read = Callable[[Cast], object]
READS: dict[str, tuple[int, Read]] = {
    "own_month": (
        4,
        lambda cast: contributions.own_month(person_id=cast.hana.person_id, month=NOVEMBER),
    ),
    "again": (1, lambda cast: contributions.again(cast.hana.person_id)),
    "newest": (2, lambda cast: contributions.newest(person_id=cast.hana.person_id, limit=9)),
    "sheet": (3, lambda cast: sheets.own_sheet(cast.hana.person_id)),
    "desk": (2, lambda cast: sightings.desk(cast.noor)),
    "charts": (2, lambda _cast: totals.charts(months=last_months(NOVEMBER, 6), rows_at=str)),
    "month_lines": (
        7,
        lambda cast: totals.month_lines(month=NOVEMBER, person_id=cast.hana.person_id),
    ),
}


@pytest.mark.parametrize("name", READS)
def test_as_many_questions_for_three_rows_as_for_one(
    in_harbour: Cast, django_assert_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    questions, read = READS[name]
    confirm(contribution_id=given(in_harbour, "hana").id, by=in_harbour.mira)
    given(in_harbour, "hana")
    with django_assert_num_queries(questions):
        read(in_harbour)
    for person in ("hana", "idris", "jo"):
        confirm(contribution_id=given(in_harbour, person).id, by=in_harbour.mira)
        given(in_harbour, person)
    with django_assert_num_queries(questions):
        read(in_harbour)


def test_units_stand_side_by_side(in_harbour: Cast) -> None:
    given(in_harbour, "hana", 90)
    given(in_harbour, "hana", 30)
    given(in_harbour, "hana", 2_500, Unit.GRAM)
    page = contributions.own_month(person_id=in_harbour.hana.person_id, month=NOVEMBER)
    assert page.sums == [Quantity(120, Unit.MINUTE), Quantity(2_500, Unit.GRAM)]


def test_months_lead_to_their_neighbours(in_harbour: Cast) -> None:
    given(in_harbour, "hana", on=date(2026, 9, 15))
    person_id = in_harbour.hana.person_id
    now = contributions.own_month(person_id=person_id, month=NOVEMBER)
    first = contributions.own_month(person_id=person_id, month=date(2026, 9, 1))
    assert (now.earlier, now.later) == (OCTOBER, None)
    assert (first.earlier, first.later) == (None, OCTOBER)


class TestTotals:
    """Sums of all, and what stays hidden."""

    def test_three_people_make_a_figure_and_two_do_not(self, in_harbour: Cast) -> None:
        given(in_harbour, "hana", 60)
        given(in_harbour, "idris", 90)
        assert totals.hours_given(NOVEMBER) is None
        given(in_harbour, "jo", 30)
        assert totals.hours_given(NOVEMBER) == Quantity(180, Unit.MINUTE)

    def test_nothing_given_is_no_secret(self, in_harbour: Cast) -> None:
        assert totals.hours_given(NOVEMBER) == Quantity(0, Unit.MINUTE)

    def test_an_entry_and_its_reversal_both_count(self, in_harbour: Cast) -> None:
        entries = [given(in_harbour, person, 60) for person in ("hana", "idris", "jo")]
        reverse(contribution_id=entries[-1].id, by=in_harbour.jo)
        (cell,) = totals.by_month([NOVEMBER])[Unit.MINUTE]
        assert cell.came_in == Quantity(180, Unit.MINUTE)
        assert cell.went_out == Quantity(60, Unit.MINUTE)
        assert cell.net == Quantity(120, Unit.MINUTE)

    def test_rows_add_up_to_the_total(self, in_harbour: Cast) -> None:
        for person, minutes in (("hana", 60), ("hana", 45), ("idris", 90), ("jo", 30)):
            given(in_harbour, person, minutes)
        person_id = in_harbour.hana.person_id
        (line,) = totals.month_lines(month=NOVEMBER, person_id=person_id)
        assert line.total == Quantity(225, Unit.MINUTE)
        assert line.private == Quantity(120, Unit.MINUTE)
        assert line.private_count == 2
        assert sum(entry.amount.amount for entry in line.own) == 105

    def test_too_few_people_hide_the_sum_of_others_too(self, in_harbour: Cast) -> None:
        given(in_harbour, "hana")
        given(in_harbour, "idris")
        person_id = in_harbour.hana.person_id
        (line,) = totals.month_lines(month=NOVEMBER, person_id=person_id)
        assert (line.total, line.private, line.private_count) == (None, None, 1)

    def test_a_hidden_month_stands_empty_and_says_so(self, in_harbour: Cast) -> None:
        for person in ("hana", "idris", "jo"):
            given(in_harbour, person, 60, on=date(2026, 10, 3))
        given(in_harbour, "hana", 600)
        (chart,) = totals.charts(months=[OCTOBER, NOVEMBER], rows_at=str)
        assert [row.came_in for row in chart.rows] == [180, 0]
        assert chart.has_hidden
