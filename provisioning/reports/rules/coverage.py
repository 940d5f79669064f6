"""For how many months a sum covers what survival takes, in exact whole numbers."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

# Half a year: one hard month does not tip the gauge, a life that has changed shows within weeks.
MONTHS_AVERAGED = 6
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Month:
    """What the purse paid for survival in one month, in minor units, and for whom."""

    month: date
    amount: int
    persons: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months, oldest first, that are counted as one."""

    months: tuple[date, ...]
    amount: int
    persons: frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Basis:
    """What the average is taken over: `amount` minor units in `months` months, oldest first."""

    months: tuple[date, ...]
    amount: int
    persons: int

    @property
    def per_month(self) -> int:
        """The average in whole minor units, rounded down."""
        return self.amount // len(self.months)


def spans(months: Iterable[Month], least: int) -> tuple[Span, ...]:
    """The months, oldest first, put together until at least `least` persons stand behind each
    span; a month without any stands alone. The last ones are left out while they are too few:
    otherwise the step from one average to the next would tell what a single person got.
    """
    made: list[Span] = []
    waiting: list[Month] = []
    for month in months:
        waiting.append(month)
        persons = frozenset[Hashable]().union(*(row.persons for row in waiting))
        if not persons or len(persons) >= least:
            days = tuple(row.month for row in waiting)
            made.append(Span(days, sum(row.amount for row in waiting), persons))
            waiting = []
    return tuple(made)


def basis(known: Sequence[Span], until: date) -> Basis | None:
    """The newest spans that end by the month `until` and hold MONTHS_AVERAGED months, or all there
    are; None where nothing was paid in them."""
    taken: list[Span] = []
    for span in reversed(known):
        if span.months[-1] <= until and sum(len(row.months) for row in taken) < MONTHS_AVERAGED:
            taken.insert(0, span)
    amount = sum(span.amount for span in taken)
    if not amount:
        return None
    persons = frozenset[Hashable]().union(*(span.persons for span in taken))
    return Basis(tuple(day for span in taken for day in span.months), amount, len(persons))


def hides(paid: Sequence[Month], until: date) -> bool:
    """Whether something was paid in the months that an average until then would be taken over: if
    there is none all the same, too few people stand behind it."""
    known = [month for month in paid if month.month <= until]
    return any(month.persons for month in known[-MONTHS_AVERAGED:])


def tenths(held: int, over: Basis) -> int:
    """Tenths of a month that `held` ≥ 0 minor units last at this average, rounded down."""
    return held * len(over.months) * TENTHS // over.amount


def tenths_if_more(held: int, over: Basis, more_tenths: int) -> int:
    """The same if the average rose by so many tenths of itself."""
    return held * len(over.months) * TENTHS * TENTHS // (over.amount * (TENTHS + more_tenths))


def lacking(held: int, over: Basis, months: int) -> int:
    """Minor units that are missing to cover so many months; 0 where none are."""
    return max(0, -(-months * over.amount // len(over.months)) - held)
