"""Months as the first day of each."""

from datetime import date, timedelta

MONTHS_PER_YEAR = 12
FIRST_YEAR, LAST_YEAR = 2000, 2099
_LONGER_THAN_A_MONTH = timedelta(days=32)


class UnknownMonthError(ValueError):
    """The text names no month that the books cover."""


def first_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def after(month: date) -> date:
    """The first day of the month behind that of this day."""
    return first_of(first_of(month) + _LONGER_THAN_A_MONTH)


def before(month: date) -> date:
    """The first day of the month before that of this day."""
    return first_of(first_of(month) - timedelta(days=1))


def last_day(month: date) -> date:
    """The last day of the month of this day."""
    return after(month) - timedelta(days=1)


def ending_with(month: date, count: int) -> list[date]:
    """`count` months, oldest first, `month` the last of them."""
    months = [month]
    while len(months) < count:
        months.append(before(months[-1]))
    return months[::-1]


def read(text: str) -> date:
    """The month that `2026-11` names; raises UnknownMonthError."""
    year, mark, number = text.partition("-")
    if not (mark and year.isdecimal() and number.isdecimal() and text.isascii()):
        raise UnknownMonthError(text)
    if not (FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(number) <= MONTHS_PER_YEAR):
        raise UnknownMonthError(text)
    return date(int(year), int(number), 1)
