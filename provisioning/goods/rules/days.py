"""Days of a thing: which are free, and how weeks of them stand in a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from provisioning.goods.rules.limits import DAYS_IN_WEEK, WEEKS_SHOWN

ONE_DAY = timedelta(days=1)


class DayState(StrEnum):
    """What one day of a thing is."""

    FREE = "free"
    BOOKED = "booked"
    OUT = "out"
    YOURS = "yours"
    CHECK = "check"
    PAST = "past"


@dataclass(frozen=True)
class Taken:
    """First and last day, both included, on which a thing is not free, and what those days are."""

    first_on: date
    last_on: date
    state: DayState


@dataclass(frozen=True)
class Chosen:
    """The days someone points at; both None before they did."""

    first_on: date | None = None
    last_on: date | None = None


def weeks(from_on: date, count: int = WEEKS_SHOWN) -> list[list[date]]:
    """`count` weeks of seven days each, from the Monday of the first day's week."""
    monday = from_on - timedelta(days=from_on.weekday())
    return [
        [monday + timedelta(days=DAYS_IN_WEEK * week + day) for day in range(DAYS_IN_WEEK)]
        for week in range(count)
    ]


def state_of(day: date, *, today: date, taken: Iterable[Taken]) -> DayState:
    """What a day is; past days are past, whatever was on them."""
    if day < today:
        return DayState.PAST
    for span in taken:
        if span.first_on <= day <= span.last_on:
            return span.state
    return DayState.FREE


def point_at(day: date | None, chosen: Chosen) -> Chosen:
    """The choice after a tap: a first day, then a last day, then a first day again. A tap on a
    day before the first begins anew."""
    if day is None:
        return chosen
    if chosen.first_on is None or chosen.last_on is not None or day < chosen.first_on:
        return Chosen(day)
    return Chosen(chosen.first_on, day)


def length(first_on: date, last_on: date) -> int:
    """How many days, both ends included."""
    return (last_on - first_on).days + 1
