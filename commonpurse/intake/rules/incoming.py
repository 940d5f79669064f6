"""Money as a program tells it: what it must be like, and what may become of it."""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from commonpurse.ledger.rules.entries import EARLIEST_ON, WORDS_LENGTH_MAX
from commonpurse.ledger.rules.money import AMOUNT_MAX
from commonpurse.ledger.rules.ways import Way

ITEMS_MAX = 1_000
# As many as the books take best in one trip; the purse is held no longer than for these.
BATCH_ROWS_MAX = 500
KEY_LENGTH_MAX = 100

_KEY = re.compile(rf"[!-~]{{1,{KEY_LENGTH_MAX}}}", re.ASCII)
# Control signs, halves of signs, signs that stand for nothing.
_UNREADABLE = frozenset(("Cc", "Cs", "Cn", "Co"))
# Signs that turn the reading around and make words look like others.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class IncomingState(StrEnum):
    """waiting → entered (and posted with that) or refused by the books → put aside by a keeper."""

    WAITING = "waiting"
    ENTERED = "entered"
    REFUSED = "refused"
    PUT_ASIDE = "put_aside"


class Obstacle(StrEnum):
    """Why the books refused it."""

    MONTH_CLOSED = "month-closed"
    ACCOUNT_CLOSED = "account-closed"
    AMOUNT = "amount"
    DAY = "day"
    OTHER = "other"


class Flaw(StrEnum):
    """Why it is not even kept."""

    KEY = "key"
    AMOUNT = "amount"
    CURRENCY = "currency"
    DAY = "day"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class NewIncoming:
    """Money that came into the purse; `amount_minor` in minor units of `currency`.

    `key` is the sender's own name for it: a repeat is the same money.
    """

    key: str
    currency: str
    amount_minor: int
    way: Way
    received_on: date
    words: str = ""


def flaw_of(item: NewIncoming, *, currencies: AbstractSet[str], today: date) -> Flaw | None:
    """The first thing that is wrong with it; None if it can be kept.

    `currencies` are those that the purse is kept in.
    """
    sound = {
        Flaw.KEY: _KEY.fullmatch(item.key) is not None,
        Flaw.AMOUNT: 0 < item.amount_minor <= AMOUNT_MAX,
        Flaw.CURRENCY: item.currency in currencies,
        Flaw.DAY: EARLIEST_ON <= item.received_on <= today,
        Flaw.WORDS: len(item.words) <= WORDS_LENGTH_MAX and all(map(_is_readable, item.words)),
    }
    return next((flaw for flaw, is_sound in sound.items() if not is_sound), None)


def _is_readable(sign: str) -> bool:
    return sign not in _TURNING and unicodedata.category(sign) not in _UNREADABLE


def entry_key(incoming_id: UUID) -> str:
    """The key under which it stands in the books: however often it is entered, it is there once."""
    return f"incoming:{incoming_id}"
