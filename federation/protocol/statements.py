"""Statements: notes whose text is a type line and one line of canonical JSON."""

from dataclasses import dataclass
from typing import Any

from federation.protocol import note
from federation.protocol.canonical import Malformed, b64u, decode_canonical, encode, sha256

TEXT_PARTS = 3


@dataclass(frozen=True)
class Parsed:
    """A statement as read: the whole note, its parts, its JSON. Nothing is verified yet."""

    raw: str
    note: note.Note
    content: dict[str, Any]

    @property
    def fp(self) -> str:
        """The fingerprint: b64u SHA-256 of the text."""
        return fingerprint(self.note.text)


def text_of(kind: str, content: dict[str, Any]) -> str:
    """The two lines that are signed."""
    return f"{kind}\n{encode(content).decode()}\n"


def fingerprint(text: str) -> str:
    """b64u SHA-256 of a statement's text, 43 characters."""
    return b64u(sha256(text.encode()))


def parse(raw: str, *, kind: str) -> Parsed:
    """Read a statement of this kind. Raises Malformed."""
    found = note.parse(raw)
    parts = found.text.split("\n")
    if len(parts) != TEXT_PARTS or parts[0] != kind:
        raise Malformed(f"This is not a statement of kind {kind}.")
    return Parsed(raw, found, decode_canonical(parts[1].encode()))
