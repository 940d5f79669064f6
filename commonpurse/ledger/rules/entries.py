"""What is asked of the books: an entry as it is handed in, before it is posted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

KEY_LENGTH_MAX = 200
WORDS_LENGTH_MAX = 200
EARLIEST_ON = date(2000, 1, 1)
LATEST_ON = date(2099, 12, 31)


def can_be_kept(text: str) -> bool:
    """Whether a database can keep the text: it takes neither NUL nor half of a sign."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def can_be_key(text: str) -> bool:
    """Whether the text can make a repeat known."""
    return 0 < len(text) <= KEY_LENGTH_MAX and can_be_kept(text)


@dataclass(frozen=True, slots=True)
class Source:
    """What an entry is about, by name only: the books never learn what stands behind it."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Memo:
    """A template's code with its numbers; `words` are people's own; they and the
    second keeper's id stand beside the books and stay erasable."""

    code: str
    numbers: Mapping[str, int] = field(default_factory=dict)
    words: str = ""
    also_by_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A signed amount, in the smallest part of the account's unit; in is positive."""

    account_id: UUID
    amount: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry to be posted; `key` makes a repeat harmless."""

    key: str
    kind: str
    memo: Memo
    effective_on: date
    lines: tuple[Line, ...]
    source: Source | None = None
    reverses_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """The entry that stands for a key; `replayed` if it stood before this call."""

    entry_id: UUID
    replayed: bool


def moving(amount: int, *, out_of: UUID, into: UUID) -> tuple[Line, ...]:
    """The two lines that carry `amount` > 0 from one account into another."""
    return (Line(out_of, -amount), Line(into, amount))
