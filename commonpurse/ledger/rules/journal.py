"""The journal as a reader gets it: what is asked for, where a row stands, how private ones fold."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.entries import EARLIEST_ON, LATEST_ON
from commonpurse.ledger.rules.statement import FOLDED_MIN, Movement, Row, rows

ROWS_SHOWN = 25
# Beyond this no page waits for a count: it says how much is shown, and that there is more.
COUNTED_MAX = 1_000
COUNTED_MONTHS_MAX = 12

_OF_FOLD, _OF_ENTRY = 0, 1
_PLACE = re.compile(
    rf"(\d{{4}}-\d{{2}}-\d{{2}})\.(?:{_OF_FOLD}\.([0-9a-z_-]{{1,200}})|{_OF_ENTRY}\.([0-9a-f]{{32}}))",
    re.ASCII,
)


class UnreadablePlaceError(ValueError):
    """The text names no place in a journal."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; what is empty asks nothing.

    Amounts are in the smallest part of `amount_unit` and are compared with single lines.
    """

    from_on: date | None = None
    to_on: date | None = None
    kind: str = ""
    account_id: UUID | None = None
    fund_id: UUID | None = None
    unit: str = ""
    amount_unit: str = ""
    amount_from: int | None = None
    amount_to: int | None = None
    words: str = ""
    only_pairs: bool = False

    @property
    def by_amount(self) -> bool:
        """Whether amounts are compared."""
        return self.amount_from is not None or self.amount_to is not None

    @property
    def looks_inside(self) -> bool:
        """Whether it asks for what would tell one private entry from its like."""
        return self.by_amount or bool(self.words) or self.only_pairs

    @property
    def by_line(self) -> bool:
        """Whether it asks for entries with a line of some kind."""
        return self.by_amount or bool(self.account_id or self.fund_id or self.unit)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a row stands; the newest is the greatest. Of a day, folded rows are the last.

    `key` is the entry's id as 32 digits, or the name of a fold.
    """

    on: date
    rank: int
    key: str

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{self.on.isoformat()}.{self.rank}.{self.key}"

    @property
    def of_entry(self) -> bool:
        """Whether an entry stands here by itself."""
        return self.rank == _OF_ENTRY


def place_of(on: date, entry_id: UUID) -> Place:
    """Where an entry stands that is shown by itself."""
    return Place(on, _OF_ENTRY, entry_id.hex)


def read_place(text: str) -> Place:
    """The place that the text of an address names; raises UnreadablePlaceError."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise UnreadablePlaceError(text)
    try:
        on = date.fromisoformat(found[1])
    except ValueError as error:
        raise UnreadablePlaceError(text) from error
    if not EARLIEST_ON <= on <= LATEST_ON:
        raise UnreadablePlaceError(text)
    return Place(on, _OF_FOLD, found[2]) if found[2] else Place(on, _OF_ENTRY, found[3])


@dataclass(frozen=True, slots=True)
class Hidden:
    """A private entry as only this module may see it; `amount` is what it moved in its unit."""

    entry_id: UUID
    on: date
    kind: str
    story_kind: str
    unit: str
    amount: int
    out_of: tuple[UUID, ...]
    into: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Private entries that are told together; `amount` is None where they are too few."""

    place: Place
    kind: str
    story_kind: str
    unit: str
    entries: int
    amount: int | None
    out_of: tuple[UUID, ...]
    into: tuple[UUID, ...]

    def fits(self, wanted: Wanted, fund_accounts: frozenset[UUID]) -> bool:
        """Whether the fold as a whole is asked for: never a part of it."""
        accounts = {*self.out_of, *self.into}
        return (
            not wanted.looks_inside
            and (wanted.from_on is None or self.place.on >= wanted.from_on)
            and (wanted.to_on is None or self.place.on <= wanted.to_on)
            and wanted.kind in {"", self.kind}
            and wanted.unit in {"", self.unit}
            and (wanted.account_id is None or wanted.account_id in accounts)
            and (wanted.fund_id is None or bool(accounts & fund_accounts))
        )


def folds(entries: Iterable[Hidden], *, today: date) -> list[Fold]:
    """The private entries of whole months, as they are told; newest last.

    They fold by the rule of the statement, and by nothing that is asked for: so whatever a reader
    asks, and however two answers differ, it is by whole folds. A fold of fewer than FOLDED_MIN
    tells no amount and no day: it stands at the end of its month.
    """
    grouped: dict[tuple[date, str], list[Hidden]] = defaultdict(list)
    for entry in entries:
        grouped[months.first_of(entry.on), entry.unit].append(entry)
    made: list[Fold] = []
    for (month, unit), group in grouped.items():
        known = {entry.entry_id: entry for entry in group}
        kinds = {entry.story_kind for entry in group}
        for row in rows(0, (_movement(entry) for entry in group), hidden=kinds):
            together = [known[move.entry_id] for move in row.movements]
            made.append(_fold(row, together, unit, _end_of(month, together, today)))
    return sorted(made, key=lambda fold: fold.place)


def _movement(entry: Hidden) -> Movement:
    # Without the words, which only those read who may open the entry.
    return Movement(entry.entry_id, entry.on, entry.kind, entry.story_kind, entry.amount)


def _end_of(month: date, entries: list[Hidden], today: date) -> date:
    last = max(entry.on for entry in entries)
    return min(months.last_day(month), max(today, last))


def _fold(row: Row, entries: list[Hidden], unit: str, end: date) -> Fold:
    first, few = entries[0], len(entries) < FOLDED_MIN
    on = end if few else row.on
    return Fold(
        place=Place(on, _OF_FOLD, f"{first.kind}-{first.story_kind}-{unit.encode().hex()}"),
        kind=first.kind,
        story_kind=first.story_kind,
        unit=unit,
        entries=len(entries),
        amount=None if few else sum(entry.amount for entry in entries),
        out_of=tuple(sorted({account for entry in entries for account in entry.out_of})),
        into=tuple(sorted({account for entry in entries for account in entry.into})),
    )
