"""The board for laws: what must always hold, each with a query that finds its breaches.

Pinned in `<subject>/invariants.py`, read by `manage.py check_invariants`. A law of a union runs in
its scope, once per union; a law of the instance runs without one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple


class Breach(NamedTuple):
    """One row that breaks a law: which, and what is wrong with it in words without names."""

    row: str
    words: str


Finder = Callable[[], Iterator[Breach]]


@dataclass(frozen=True)
class Law:
    """A law, its sentence, and the function that finds what breaks it."""

    name: str
    sentence: str
    find: Finder
    of_instance: bool

    def breaches(self) -> list[Breach]:
        """All rows that break it, in the scope of a union unless it is a law of the instance."""
        return list(self.find())


_laws: dict[str, Law] = {}


def invariant(sentence: str, *, platform: bool = False) -> Callable[[Finder], Finder]:
    """Pin a generator of breaches; `platform` for a law of the instance, which has no scope."""

    def pin(find: Finder) -> Finder:
        name = f"{find.__module__.removesuffix('.invariants')}.{find.__name__}"
        _laws[name] = Law(name, sentence, find, platform)
        return find

    return pin


def laws() -> list[Law]:
    """All laws by name."""
    return [_laws[name] for name in sorted(_laws)]
