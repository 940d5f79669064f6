"""Days in a table, and what a tap on one chooses."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from provisioning.goods.rules.days import Chosen, DayState, Taken, point_at, state_of, weeks

MONDAY = date(2026, 11, 30)
days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def test_four_weeks_begin_on_the_monday() -> None:
    table = weeks(date(2026, 12, 3))
    assert [len(week) for week in table] == [7, 7, 7, 7]
    assert table[0][0] == MONDAY
    assert table[3][6] == MONDAY + timedelta(days=27)


def test_past_days_are_past_whatever_was_on_them() -> None:
    taken = [Taken(MONDAY - timedelta(days=2), MONDAY, DayState.OUT)]
    yesterday = MONDAY - timedelta(days=1)
    assert state_of(yesterday, today=MONDAY, taken=taken) is DayState.PAST
    assert state_of(MONDAY, today=MONDAY, taken=taken) is DayState.OUT
    assert state_of(MONDAY + timedelta(days=1), today=MONDAY, taken=taken) is DayState.FREE


def test_first_then_last_then_anew() -> None:
    first, last = MONDAY, MONDAY + timedelta(days=3)
    one = point_at(first, Chosen())
    two = point_at(last, one)
    assert (one, two) == (Chosen(first), Chosen(first, last))
    assert point_at(first, two) == Chosen(first)
    assert point_at(first - timedelta(days=1), one) == Chosen(first - timedelta(days=1))
    assert point_at(None, two) == two


@given(st.lists(days, max_size=6))
def test_a_choice_never_ends_before_it_begins(taps: list[date]) -> None:
    chosen = Chosen()
    for tap in taps:
        chosen = point_at(tap, chosen)
        assert chosen.first_on is not None
        assert chosen.last_on is None or chosen.last_on >= chosen.first_on
