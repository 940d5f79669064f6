"""Months, read and counted."""

from datetime import date

import pytest

from commonpurse.ledger.rules import months


def test_months_around_the_turn_of_a_year() -> None:
    december = date(2026, 12, 1)
    assert months.after(december) == date(2027, 1, 1)
    assert months.before(date(2027, 1, 1)) == december
    assert months.last_day(date(2028, 2, 1)) == date(2028, 2, 29)
    assert months.ending_with(date(2027, 2, 1), 3) == [
        december,
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


@pytest.mark.parametrize("day", [1, 28, 29, 30, 31])
def test_any_day_stands_for_its_month(day: int) -> None:
    assert months.last_day(date(2026, 1, day)) == date(2026, 1, 31)
    assert months.after(date(2026, 1, day)) == date(2026, 2, 1)
    assert months.before(date(2026, 1, day)) == date(2025, 12, 1)


def test_written_month_is_read() -> None:
    assert months.read("2026-11") == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["", "2026", "2026-", "-11", "2026-13", "2026-00", "1999-12"])
def test_other_text_is_no_month(text: str) -> None:
    with pytest.raises(months.UnknownMonthError):
        months.read(text)
