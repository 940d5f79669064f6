"""Which lines a peer may read: what was agreed, what a union consents to, whom a line names."""

from collections.abc import Collection
from dataclasses import dataclass

from federation.protocol.vocabulary import OPEN_TYPES, SCOPE_OF_TYPE

CARD, SUMMARY = "card", "summary"
SECTIONS = ("members", "work", "purse", "allocations", "unmet", "goods")


@dataclass(frozen=True)
class Line:
    """What decides about one line: type, addressee or "", union handle or None."""

    s: str
    to: str
    u: int | None


@dataclass(frozen=True)
class Reader:
    """A peer: its authority, the scopes we give, the (union handle, scope) it has consent for."""

    authority: str
    scopes: Collection[str]
    consents: Collection[tuple[int, str]]


def is_readable(line: Line, reader: Reader) -> bool:
    """True when the line may go out as it stands; otherwise it goes out withheld."""
    if line.to and line.to != reader.authority:
        return False
    if line.s in OPEN_TYPES or (line.s == "agreement/1" and line.to):
        return True
    scope = SCOPE_OF_TYPE.get(line.s)
    return (
        scope is not None
        and scope in reader.scopes
        and line.u is not None
        and (line.u, scope) in reader.consents
    )


def with_card(scopes: Collection[str]) -> list[str]:
    """A sorted set of scopes; `card` comes with any other."""
    return sorted({*scopes, CARD}) if scopes else []
