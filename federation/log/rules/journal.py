"""The signer's journal: a file outside the database that remembers what was signed."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from federation.protocol.canonical import HASH_BYTES, b64u, unb64u


class StepBack(ValueError):
    """The journal holds this size or a larger one with another history."""


@dataclass(frozen=True)
class Signed:
    """A size that was or is about to be signed."""

    epoch: int
    size: int
    root: bytes

    @property
    def line(self) -> str:
        """One line of the journal."""
        return f"{self.epoch} {self.size} {b64u(self.root)}\n"


def record(path: Path, signed: Signed) -> None:
    """Put a size on disk before it is signed. Raises StepBack.

    Only the newest line counts: sizes of one epoch rise, and a size keeps its root.
    """
    with _locked(path) as file:
        text = file.read()
        last = _last(text)
        if last == signed:
            return
        if last is not None and (signed.epoch, signed.size) <= (last.epoch, last.size):
            raise StepBack
        # What a crash cut off is taken away, so that no line continues it.
        file.truncate(text.rfind("\n") + 1)
        file.write(signed.line)
        file.flush()
        os.fsync(file.fileno())


def newest(path: Path) -> Signed | None:
    """The newest size in the journal, None when nothing was signed yet."""
    return _last(path.read_text(encoding="ascii")) if path.is_file() else None


@contextmanager
def _locked(path: Path) -> Iterator[TextIO]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("a+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if is_new:
            path.chmod(0o600)
            _sync_folder(path.parent)
        file.seek(0)
        yield file


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _last(text: str) -> Signed | None:
    # A line without its LF was cut off by a crash; nothing was signed for it.
    whole = text[: text.rfind("\n") + 1].splitlines()
    if not whole:
        return None
    epoch, size, root = whole[-1].split(" ")
    return Signed(int(epoch), int(size), unb64u(root, size=HASH_BYTES))
