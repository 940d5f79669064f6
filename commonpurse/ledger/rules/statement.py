"""A list of movements with its running balance; private ones fold into one row per day."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID


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
    """One row of a statement: a movement, or the private ones of a day that fold together."""

    movements: tuple[Movement, ...]
    came_in: int
    went_out: int
    balance: int
    private: bool

    @property
    def first(self) -> Movement:
        """The movement that stands for the row."""
        return self.movements[0]


def rows(
    opening: int, movements: Iterable[Movement], *, hidden: AbstractSet[str]
) -> tuple[Row, ...]:
    """Rows by day with the balance after each, beginning from `opening`.

    Movements whose story is of a `hidden` kind fold together with their like (same day, kind and
    words). Whatever is hidden, the rows add up to the movements.
    """
    ordered = sorted(movements, key=lambda move: _place(move, hidden))
    made: list[Row] = []
    for _, group in groupby(ordered, key=lambda move: _fold(move, hidden)):
        row = _row(tuple(group), opening, hidden)
        made.append(row)
        opening = row.balance
    return tuple(made)


def _place(move: Movement, hidden: AbstractSet[str]) -> tuple[date, bool, str, str, str, UUID]:
    if move.story_kind in hidden:
        return (move.on, False, move.kind, move.story_kind, move.words, move.entry_id)
    # Ids rise with time: what was posted first stands first.
    return (move.on, True, "", "", "", move.entry_id)


def _fold(move: Movement, hidden: AbstractSet[str]) -> tuple[object, ...]:
    if move.story_kind in hidden:
        return (move.on, move.kind, move.story_kind, move.words)
    return (move.entry_id,)


def _row(group: tuple[Movement, ...], opening: int, hidden: AbstractSet[str]) -> Row:
    came_in = sum(move.amount for move in group if move.amount > 0)
    went_out = -sum(move.amount for move in group if move.amount < 0)
    return Row(
        movements=group,
        came_in=came_in,
        went_out=went_out,
        balance=opening + came_in - went_out,
        private=group[0].story_kind in hidden,
    )
