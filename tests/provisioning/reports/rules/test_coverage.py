"""Months that are covered: exact, rounded down, and never by one person's figure alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules import months
from provisioning.reports.rules import coverage
from provisioning.reports.rules.coverage import MONTHS_AVERAGED, Basis, Month, Span

JAN = date(2026, 1, 1)


def row(number: int, amount: int, *persons: str) -> Month:
    """January is 1."""
    return Month(date(2026, number, 1), amount, frozenset(persons))


def over(amount: int, count: int = 6) -> Basis:
    return Basis(tuple(date(2026, place + 1, 1) for place in range(count)), amount, 9)


def test_months_are_counted_in_tenths_and_rounded_down() -> None:
    assert coverage.tenths(825_000, over(1_210_161)) == 40
    assert coverage.tenths(0, over(1)) == 0
    assert coverage.tenths(199, over(600)) == 19
    assert coverage.tenths(200, over(600)) == 20
    assert over(1_210_161).per_month == 201_693


def test_a_tenth_more_takes_it_down() -> None:
    assert coverage.tenths_if_more(220, over(600), 1) == 20
    assert coverage.tenths_if_more(219, over(600), 1) == 19


def test_what_lacks_to_the_mark_is_just_enough() -> None:
    basis = over(601)
    lacks = coverage.lacking(150, basis, 2)
    assert coverage.tenths(150 + lacks, basis) >= 20
    assert coverage.tenths(150 + lacks - 1, basis) < 20
    assert coverage.lacking(10_000, basis, 2) == 0


@given(
    held=st.integers(0, 10**15),
    amount=st.integers(1, 10**15),
    count=st.integers(1, 24),
    mark=st.integers(0, 24),
)
def test_the_mark_is_reached_exactly_with_what_lacks(
    held: int, amount: int, count: int, mark: int
) -> None:
    basis = over(amount, min(count, 12))
    lacks = coverage.lacking(held, basis, mark)
    assert coverage.tenths(held + lacks, basis) >= mark * 10
    assert not lacks or coverage.tenths(held + lacks - 1, basis) < mark * 10


def test_months_with_few_people_are_counted_together() -> None:
    listed = [
        row(1, 100, "a", "b", "c"),
        row(2, 50, "a"),
        row(3, 0),
        row(4, 70, "b", "c"),
        row(5, 0),
        row(6, 30, "a", "b"),
    ]
    made = coverage.spans(listed, 3)
    assert [(span.months[0].month, len(span.months), span.amount) for span in made] == [
        (1, 1, 100),
        (2, 3, 120),
        (5, 1, 0),
    ]


@given(
    groups=st.lists(st.frozensets(st.integers(0, 6), max_size=4), max_size=18),
    least=st.integers(1, 5),
)
def test_nobody_stands_alone_behind_a_span(groups: list[frozenset[int]], least: int) -> None:
    listed = []
    month = JAN
    for persons in groups:
        listed.append(Month(month, 10 * len(persons), frozenset(persons)))
        month = months.after(month)
    made = coverage.spans(listed, least)
    assert all(not span.persons or len(span.persons) >= least for span in made)
    # In order, without a gap, from the first month on.
    told = [day for span in made for day in span.months]
    assert told == [row.month for row in listed][: len(told)]
    assert sum(span.amount for span in made) == sum(row.amount for row in listed[: len(told)])
    # Put together alike, however much comes later.
    assert made == coverage.spans([*listed, Month(month, 0, frozenset())], least)[: len(made)]


def span(number: int, amount: int = 100) -> Span:
    return Span((date(2026, number, 1),), amount, frozenset({"a", "b", "c"}))


def test_the_average_is_taken_over_the_last_six_months() -> None:
    known = [span(number, number * 100) for number in range(1, 10)]
    found = coverage.basis(known, date(2026, 8, 1))
    assert found is not None
    assert [day.month for day in found.months] == [3, 4, 5, 6, 7, 8]
    assert found.amount == 3_300
    assert found.persons == 3
    assert len(found.months) == MONTHS_AVERAGED


def test_fewer_months_are_all_there_are() -> None:
    found = coverage.basis([span(7), span(8)], date(2026, 10, 1))
    assert found is not None
    assert len(found.months) == 2


@pytest.mark.parametrize("known", [[], [span(1, 0)], [span(11)]])
def test_nothing_paid_by_then_is_no_basis(known: list[Span]) -> None:
    assert coverage.basis(known, date(2026, 10, 1)) is None
