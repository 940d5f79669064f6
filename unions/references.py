"""The board for references: the name and address of a (kind, id), as far as the reader may see.

A journal keeps what an entry was for as a kind and an id; the subject that owns the kind says what
to show. Pinned in `<subject>/views/references.py`, for many ids at once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from unions.standing import Standing


@dataclass(frozen=True)
class Reference:
    """What a reader may know of one row; `url` is empty where they may not open it."""

    name: str
    url: str = ""


Pair = tuple[str, UUID]
Finder = Callable[[list[UUID], Standing], dict[UUID, Reference]]
_finders: dict[str, Finder] = {}


def refers_to(kind: str) -> Callable[[Finder], Finder]:
    """Pin a function `(ids, reader)` that gives what the reader may see of these rows."""

    def pin(find: Finder) -> Finder:
        _finders[kind] = find
        return find

    return pin


def look_up(pairs: Iterable[Pair], reader: Standing) -> dict[Pair, Reference]:
    """All pairs that the reader may see something of; one look-up per kind. The rest is absent."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, row_id in dict.fromkeys(pairs):
        by_kind.setdefault(kind, []).append(row_id)
    return {
        (kind, row_id): reference
        for kind, ids in by_kind.items()
        if kind in _finders
        for row_id, reference in _finders[kind](ids, reader).items()
    }
