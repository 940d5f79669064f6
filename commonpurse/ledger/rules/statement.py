"""A list of movements with its running balance; private ones fold into one row per day."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry did to the accounts that are looked at; `story_kind` is that of the
    reversed entry when the entry is a reversal.
    """

    entry_id: UUID
    on: date
    kind: str
    story_kind: str
    words: str
    by: str
    amount: int
    reverses_id: UUID | None
    reversed_by_id: UUID | None
    reverses_on: date | None
    reversed_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a statement: a movement, or several private ones of a day together."""

    on: date
    kind: str
    words: str
    by: str
    came_in: int
    went_out: int
    balance: int
    entries: int
    private: bool
    first: Movement


def rows(
    opening: int, movements: Iterable[Movement], *, hidden: AbstractSet[str]
) -> tuple[Row, ...]:
    """Rows with the balance after each, from `opening`; movements whose story is of a `hidden`
    kind fold together with their like (same day, kind and words). The rows add up to the
    movements whatever is hidden.
    """
    ordered = sorted(movements, key=lambda move: _place(move, hidden))
    made: list[Row] = []
    for _, group in groupby(ordered, key=lambda move: _fold(move, hidden)):
        row = _row(tuple(group), opening, hidden)
        made.append(row)
        opening = row.balance
    return tuple(made)


def _place(move: Movement, hidden: AbstractSet[str]) -> tuple[date, bool, str, str, UUID]:
    if move.story_kind in hidden:
        return (move.on, False, move.kind, move.words, move.entry_id)
    # Ids rise with time: what was posted first stands first.
    return (move.on, True, "", "", move.entry_id)


def _fold(move: Movement, hidden: AbstractSet[str]) -> tuple[object, ...]:
    if move.story_kind in hidden:
        return (move.on, move.kind, move.story_kind, move.words)
    return (move.entry_id,)


def _row(group: tuple[Movement, ...], opening: int, hidden: AbstractSet[str]) -> Row:
    first = group[0]
    came_in = sum(move.amount for move in group if move.amount > 0)
    went_out = -sum(move.amount for move in group if move.amount < 0)
    return Row(
        on=first.on,
        kind=first.kind,
        words=first.words,
        by=first.by,
        came_in=came_in,
        went_out=went_out,
        balance=opening + came_in - went_out,
        entries=len(group),
        private=first.story_kind in hidden,
        first=first,
    )
