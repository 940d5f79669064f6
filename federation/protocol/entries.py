"""Lines of a log: the envelope, the withheld form, and what may stand where (federation §6, §8)."""

import re
from dataclasses import dataclass
from typing import Any

from federation.protocol import schemas
from federation.protocol.canonical import (
    HASH_BYTES,
    Malformed,
    b64u,
    decode_object,
    encode,
    unb64u,
)
from federation.protocol.merkle import leaf_hash

LINE_BYTES_MAX = 16_384
SALT_BYTES = 16
WITHHELD = re.compile(rb'\{"h":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])"\}')
# Types that belong to a union of the log and count per union and type.
OF_A_UNION = frozenset({"union/1", "summary/1"})
OF_THE_LOG = frozenset({"keys/1", "agreement/1", "seal/1"})
DIRECTED = frozenset({"agreement/1"})
KNOWN = OF_A_UNION | OF_THE_LOG


class UnknownType(ValueError):
    """A type that a later release may know; the line is kept as it came."""


@dataclass(frozen=True)
class Entry:
    """One line's content. `u` and `q` only on lines of a union, `to` only on directed ones."""

    s: str
    k: str
    rev: int
    salt: str
    b: dict[str, Any]
    u: int | None = None
    q: int | None = None
    to: str | None = None

    @property
    def envelope(self) -> dict[str, Any]:
        """The JSON of the line."""
        found: dict[str, Any] = {
            "s": self.s,
            "k": self.k,
            "rev": self.rev,
            "salt": self.salt,
            "b": self.b,
        }
        optional = {"u": self.u, "q": self.q, "to": self.to}
        return found | {name: value for name, value in optional.items() if value is not None}


def write(entry: Entry) -> bytes:
    """The exact bytes of a line, without LF. Raises schemas.SchemaRefused, Malformed."""
    schemas.check_writing("envelope", entry.envelope)
    _check_places(entry)
    schemas.check_writing(entry.s, entry.b)
    line = encode(entry.envelope)
    check_line(line)
    return line


def read(line: bytes) -> Entry:
    """The entry of a line that is not withheld.

    Raises Malformed (not JSON), UnknownType, schemas.SchemaRefused. Unknown members are dropped.
    """
    content = decode_object(line)
    kind = content.get("s")
    if isinstance(kind, str) and kind not in KNOWN and schemas.TYPE.fullmatch(kind):
        raise UnknownType(kind)
    schemas.check_reading("envelope", content)
    entry = Entry(
        s=content["s"],
        k=content["k"],
        rev=content["rev"],
        salt=content["salt"],
        b=content["b"],
        u=content.get("u"),
        q=content.get("q"),
        to=content.get("to"),
    )
    _check_places(entry)
    schemas.check_reading(entry.s, entry.b)
    return entry


def check_line(line: bytes) -> None:
    """Raise Malformed for bytes that cannot be a line."""
    if not line or len(line) > LINE_BYTES_MAX or b"\n" in line or b"\r" in line:
        raise Malformed("A line has 1 to 16384 bytes, no LF and no CR.")


def withhold(leaf: bytes) -> bytes:
    """The line that stands for one that this reader may not see."""
    return b'{"h":"' + b64u(leaf).encode() + b'"}'


def withheld_leaf(line: bytes) -> bytes | None:
    """The leaf hash that a withheld line names; None for any other line."""
    found = WITHHELD.fullmatch(line)
    return None if found is None else unb64u(found[1].decode(), size=HASH_BYTES)


def leaf_of(line: bytes) -> bytes:
    """The leaf hash of a received line, withheld or not."""
    named = withheld_leaf(line)
    return leaf_hash(line) if named is None else named


def _check_places(entry: Entry) -> None:
    of_a_union = entry.s in OF_A_UNION
    if (entry.u is not None) != of_a_union or (entry.q is not None) != of_a_union:
        raise schemas.SchemaRefused(entry.s, "u and q belong to lines of a union.")
    if (entry.to is not None) != (entry.s in DIRECTED):
        raise schemas.SchemaRefused(entry.s, "to belongs to directed lines.")
