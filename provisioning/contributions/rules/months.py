"""Calendar months as their first days."""

import re
from datetime import date, timedelta

MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR_MIN = 2000
MONTHS_IN_YEAR = 12


def first_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def after(month: date) -> date:
    """The first day of the next month."""
    return first_of(first_of(month) + timedelta(days=32))


def before(month: date) -> date:
    """The first day of the month before."""
    return first_of(first_of(month) - timedelta(days=1))


def last_months(today: date, count: int) -> list[date]:
    """The first days of the last `count` months, the present one last."""
    months = [first_of(today)]
    while len(months) < count:
        months.insert(0, before(months[0]))
    return months


def from_words(words: str, *, today: date) -> date:
    """The month of "2026-11", or today's where the words name none up to now."""
    found = MONTH.fullmatch(words)
    if found is None:
        return first_of(today)
    year, month = int(found[1]), int(found[2])
    if year < YEAR_MIN or not 1 <= month <= MONTHS_IN_YEAR:
        return first_of(today)
    return min(date(year, month, 1), first_of(today))
