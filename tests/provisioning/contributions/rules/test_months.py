"""Months are their first days, and odd words mean today's month."""

from datetime import date

import pytest

from provisioning.contributions.rules.months import after, before, first_of, from_words, last_months

TODAY = date(2026, 11, 30)


def test_neighbours() -> None:
    assert after(date(2026, 12, 31)) == date(2027, 1, 1)
    assert before(date(2026, 1, 31)) == date(2025, 12, 1)
    assert first_of(TODAY) == date(2026, 11, 1)


def test_last_months_end_with_the_present_one() -> None:
    assert last_months(date(2026, 1, 31), 3) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]


def test_a_month_is_read() -> None:
    assert from_words("2026-02", today=TODAY) == date(2026, 2, 1)


@pytest.mark.parametrize("words", ["", "2026-13", "2026-00", "0001-01", "2027-01", "x", "2026-1"])
def test_anything_else_is_this_month(words: str) -> None:
    assert from_words(words, today=TODAY) == date(2026, 11, 1)
