"""A list of movements with its running balance; private ones fold, so that none stands alone.

Where a month has too few to fold, their row tells neither their sum nor a day. What the month as a
whole came to is exact for everybody.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from commonpurse.ledger.rules import months

# Fewer private entries than this would let a reader guess who gave or got which.
FOLDED_MIN = 3

# On which day a row stands, and where among those of that day.
_Day = tuple[date, int]
_FIRST, _BETWEEN, _BEHIND, _LAST = range(4)


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry did to the accounts that are looked at, in the smallest part of their unit.

    `story_kind` is the kind of the reversed entry where the entry is a reversal, else its own.
    """

    entry_id: UUID
    on: date
    kind: str
    story_kind: str
    amount: int
    count: int = 1
    words: str = ""
    by: str = ""
    reverses_id: UUID | None = None
    reverses_on: date | None = None
    reversed_by_id: UUID | None = None
    reversed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a statement: a movement, or private ones that fold together.

    `on` is the day of the last of them; where they are too few, the last day of their month.
    """

    on: date
    movements: tuple[Movement, ...]
    came_in: int
    went_out: int
    balance: int
    private: bool

    @property
    def first(self) -> Movement:
        """The movement that stands for the row."""
        return self.movements[0]

    @property
    def too_few(self) -> bool:
        """Whether so few are told together that their amounts are not to be told."""
        return self.private and len(self.movements) < FOLDED_MIN


def rows(
    opening: int, movements: Iterable[Movement], *, hidden: AbstractSet[str]
) -> tuple[Row, ...]:
    """Rows by day with the balance after each, beginning from `opening`.

    Movements whose story is of a `hidden` kind fold together with their kind, whatever words stand
    beside them: those of a day where there are enough, the others on the last day that has one.
    Of a day, what came in together stands before all else and what went out together behind it: so
    no balance between the rows lies below what the books held. Kinds of which the month has too few
    stand behind everything else, so that no balance between the rows tells what they are. Whatever
    is hidden, the rows add up to the movements.
    """
    listed = list(movements)
    days = _folded_days([move for move in listed if move.story_kind in hidden])
    ordered = sorted(listed, key=lambda move: _place(move, days))
    made: list[Row] = []
    for _, group in groupby(ordered, key=lambda move: _fold(move, days)):
        row = _row(tuple(group), opening, days)
        made.append(row)
        opening = row.balance
    return tuple(made)


def _folded_days(private: Sequence[Movement]) -> dict[UUID, _Day]:
    """The day on which each private movement is told."""
    alike: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for move in private:
        alike[_likeness(move)].append(move)
    return {entry: day for group in alike.values() for entry, day in _days_of(group).items()}


def _days_of(group: Sequence[Movement]) -> dict[UUID, _Day]:
    if len(group) < FOLDED_MIN:
        end = max(months.last_day(move.on) for move in group)
        return {move.entry_id: (end, _LAST) for move in group}
    counts = Counter(move.on for move in group)
    few = [move for move in group if counts[move.on] < FOLDED_MIN]
    if len(few) < FOLDED_MIN and few:
        few = list(group)
    told = max((move.on for move in few), default=date.min)
    late = {move.entry_id for move in few}
    days = {move.entry_id: told if move.entry_id in late else move.on for move in group}
    nets: Counter[date] = Counter()
    for move in group:
        nets[days[move.entry_id]] += move.amount
    return {entry: (day, _FIRST if nets[day] >= 0 else _BEHIND) for entry, day in days.items()}


def _likeness(move: Movement) -> tuple[str, str]:
    return (move.kind, move.story_kind)


def _place(move: Movement, days: dict[UUID, _Day]) -> tuple[date, int, str, str, UUID]:
    if move.entry_id in days:
        return (*days[move.entry_id], *_likeness(move), move.entry_id)
    # Ids rise with time: what was posted first stands first.
    return (move.on, _BETWEEN, "", "", move.entry_id)


def _fold(move: Movement, days: dict[UUID, _Day]) -> tuple[object, ...]:
    if move.entry_id in days:
        return (*days[move.entry_id], *_likeness(move))
    return (move.entry_id,)


def _row(group: tuple[Movement, ...], opening: int, days: dict[UUID, _Day]) -> Row:
    first = group[0]
    came_in = sum(move.amount for move in group if move.amount > 0)
    went_out = -sum(move.amount for move in group if move.amount < 0)
    return Row(
        on=days[first.entry_id][0] if first.entry_id in days else first.on,
        movements=group,
        came_in=came_in,
        went_out=went_out,
        balance=opening + came_in - went_out,
        private=first.entry_id in days,
    )
