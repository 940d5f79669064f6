"""Checkpoints (C2SP tlog-checkpoint): the signed size and root of a log."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from federation.protocol import note
from federation.protocol.canonical import HASH_BYTES, INT_MAX, Malformed, b64, unb64

DECIMAL = re.compile(r"0|[1-9][0-9]{0,15}")
TEXT_LINES = 3


@dataclass(frozen=True)
class Checkpoint:
    """What a seal signs."""

    log: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text of the note: three lines."""
        return f"{self.log}\n{self.size}\n{b64(self.root)}\n"


def sign(checkpoint: Checkpoint, keys: Sequence[Ed25519PrivateKey]) -> str:
    """The sealed note; the key's name is the log's."""
    return note.sign(checkpoint.text, [note.Signer(checkpoint.log, key) for key in keys])


def parse(raw: str) -> Checkpoint:
    """What a note says, its signatures unread. Raises Malformed."""
    lines = note.parse(raw).text.split("\n")
    if len(lines) != TEXT_LINES + 1 or DECIMAL.fullmatch(lines[1]) is None:
        raise Malformed("A checkpoint has three lines: log, size, root.")
    root = unb64(lines[2])
    size = int(lines[1])
    if len(root) != HASH_BYTES or size > INT_MAX:
        raise Malformed("A checkpoint's root has 32 bytes.")
    return Checkpoint(lines[0], size, root)


def verify(raw: str, *, log: str, keys: Iterable[bytes]) -> Checkpoint:
    """The checkpoint, signed by at least one of the keys. Raises Malformed, NoteRefused."""
    checkpoint = parse(raw)
    if checkpoint.log != log:
        raise Malformed(f"This is a checkpoint of {checkpoint.log[:100]}.")
    note.verify(note.parse(raw), dict.fromkeys(keys, log))
    return checkpoint
