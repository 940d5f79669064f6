"""Key statements (`cu-keys/1`): which keys an instance stands by, one statement after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from federation.protocol import note, schemas, statements
from federation.protocol.canonical import HASH_BYTES, Malformed, b64u, encode, sha256, unb64u
from federation.protocol.origins import authority_of

KIND = "cu-keys/1"
KEYID_CHARACTERS = 16
CHAIN_MAX = 64


class ChainRefused(ValueError):
    """A statement that does not follow from the one before it."""


@dataclass(frozen=True)
class Statement:
    """One statement; keys are b64u of 32 bytes."""

    raw: str
    text: str
    fp: str
    at: str
    origin: str
    serial: int
    prev: str | None
    epoch: int
    closed: tuple[dict[str, Any], ...]
    request: tuple[str, ...]
    log: tuple[str, ...]
    recovery: str
    revoked: tuple[dict[str, Any], ...]

    @property
    def keys(self) -> frozenset[str]:
        """All keys that the statement names as its own."""
        return frozenset({*self.request, *self.log, self.recovery})

    def request_key(self, wanted: str) -> bytes | None:
        """The accepted request key of this key id, or None."""
        authority = authority_of(self.origin)
        found = [x for x in self.request if keyid(authority, x) == wanted]
        return public(found[0]) if found else None

    def log_keys(self, size: int) -> list[bytes]:
        """The log keys that count for a checkpoint of this size."""
        revoked = [r["x"] for r in self.revoked if size <= r["size"]]
        return [public(x) for x in (*self.log, *revoked)]


def public(x: str) -> bytes:
    """The 32 bytes of a key."""
    return unb64u(x, size=HASH_BYTES)


def thumbprint(x: str) -> str:
    """RFC 7638 thumbprint of an Ed25519 key, b64u."""
    return b64u(sha256(encode({"crv": "Ed25519", "kty": "OKP", "x": x})))


def keyid(authority: str, x: str) -> str:
    """The name of a key on the wire: `<authority>/<16 characters>`."""
    return f"{authority}/{thumbprint(x)[:KEYID_CHARACTERS]}"


def authority_of_keyid(name: str) -> str:
    """The part before the last slash."""
    return name.rpartition("/")[0]


def write(content: dict[str, Any], signers: Sequence[note.Signer]) -> str:
    """The signed note of a key statement. Raises schemas.SchemaRefused."""
    schemas.check_writing(KIND, content)
    return note.sign(statements.text_of(KIND, content), signers)


def parse(raw: str) -> Statement:
    """Read a statement; nothing is verified. Raises Malformed, schemas.SchemaRefused."""
    found = statements.parse(raw, kind=KIND)
    content = found.content
    schemas.check_writing(KIND, content)
    return Statement(
        raw=raw,
        text=found.note.text,
        fp=found.fp,
        at=content["at"],
        origin=content["origin"],
        serial=content["serial"],
        prev=content["prev"],
        epoch=content["epoch"],
        closed=tuple(content["closed"]),
        request=tuple(content["request"]),
        log=tuple(content["log"]),
        recovery=content["recovery"],
        revoked=tuple(content["revoked"]),
    )


def check_first(statement: Statement) -> None:
    """Raise ChainRefused unless this is a serial 1 that all its keys have signed."""
    if statement.serial != 1 or statement.prev is not None:
        raise ChainRefused("A chain begins with serial 1 and nothing before it.")
    _check_signed(statement, by_all=statement.keys, by_one=frozenset())


def check_follows(before: Statement, statement: Statement) -> None:
    """Raise ChainRefused unless the second statement follows the first (federation §2)."""
    if (statement.origin, statement.serial, statement.prev) != (
        before.origin,
        before.serial + 1,
        before.fp,
    ):
        raise ChainRefused("Origin, serial or previous fingerprint does not fit.")
    if statement.epoch not in {before.epoch, before.epoch + 1}:
        raise ChainRefused("An epoch rises by one.")
    revoked = {r["x"] for r in statement.revoked}
    if not {r["x"] for r in before.revoked} <= revoked or revoked & statement.keys:
        raise ChainRefused("A revoked key stays revoked.")
    heavy = statement.recovery != before.recovery or bool(revoked & set(before.log))
    old = frozenset({before.recovery}) if heavy else frozenset({*before.log, before.recovery})
    _check_signed(statement, by_all=statement.keys - before.keys, by_one=old)


def verify_chain(notes: Sequence[str], *, origin: str) -> list[Statement]:
    """All statements of an origin, serial 1 first. Raises Malformed, ChainRefused."""
    if not 1 <= len(notes) <= CHAIN_MAX:
        raise Malformed("A chain has 1 to 64 statements.")
    chain = [parse(raw) for raw in notes]
    if chain[0].origin != origin:
        raise ChainRefused("This chain belongs to another origin.")
    check_first(chain[0])
    for before, statement in pairwise(chain):
        check_follows(before, statement)
    return chain


def _check_signed(statement: Statement, *, by_all: frozenset[str], by_one: frozenset[str]) -> None:
    authority = authority_of(statement.origin)
    names = {public(x): keyid(authority, x) for x in statement.keys | by_one}
    try:
        signed = note.verify(note.parse(statement.raw), names)
    except note.NoteRefused as error:
        raise ChainRefused(str(error)) from error
    if not {public(x) for x in by_all} <= signed:
        raise ChainRefused("A key of this statement has not signed it.")
    if by_one and not {public(x) for x in by_one} & signed:
        raise ChainRefused("No key with the standing to do so has signed this statement.")
