"""The board for the home page and the menu: subjects pin cards and entries, this shows them.

A card is pinned in `<subject>/views/cards.py`. The places and their order are fixed; within a place
`order` decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unions.standing import Standing

NEEDED_MAX = 3
NEWS_MAX = 3


class Place(StrEnum):
    """Where a card hangs: on the home page, in the order of the page; beside the purse, where
    higher subjects say what it means; under the books, where stands what vouches for them."""

    PURSE = "purse"
    NEEDED = "needed"
    WAITING = "waiting"
    FLOWS = "flows"
    NEWS = "news"
    BESIDE_PURSE = "beside_purse"
    UNDER_BOOKS = "under_books"


class Slot(StrEnum):
    """The five entries of the bottom bar, in their order."""

    HOME = "home"
    NEEDS = "needs"
    LOG = "log"
    THINGS = "things"
    MORE = "more"


@dataclass(frozen=True)
class Card:
    """A template and what it shows; it is included with `card` as the context."""

    template: str
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class FirstStep:
    """One of the steps of a union's first days; the home page shows them until all are done."""

    label: str
    url_name: str
    done: bool


class Entry(NamedTuple):
    """An entry of the menu; `right` hides it from those who lack it."""

    label: str | Promise
    url_name: str
    icon: str
    order: int
    right: str | None


Maker = Callable[[Standing], Card | list[Card] | None]
StepMaker = Callable[[Standing], FirstStep]

BAR_LABELS: dict[Slot, tuple[str | Promise, str]] = {
    Slot.HOME: (_("Home"), "house"),
    Slot.NEEDS: (_("Needs"), "hand-heart"),
    Slot.LOG: (_("Log"), "plus"),
    Slot.THINGS: (_("Things"), "wrench"),
    Slot.MORE: (_("More"), "menu"),
}
_cards: dict[Place, list[tuple[int, str, Maker]]] = {place: [] for place in Place}
_steps: list[tuple[int, StepMaker]] = []
_entries: list[Entry] = []
_bar: dict[Slot, str] = {}


def card(*, place: Place | str, order: int = 50) -> Callable[[Maker], Maker]:
    """Pin a function that makes one card, several, or none for a reader."""

    def pin(make: Maker) -> Maker:
        name = f"{make.__module__}.{make.__qualname__}"
        pinned = [row for row in _cards[Place(place)] if row[1] != name]
        _cards[Place(place)] = sorted([*pinned, (order, name, make)], key=lambda row: row[:2])
        return make

    return pin


def first_step(*, order: int) -> Callable[[StepMaker], StepMaker]:
    """Pin one of the steps that a union takes in its first days."""

    def pin(make: StepMaker) -> StepMaker:
        _steps.append((order, make))
        _steps.sort(key=lambda row: row[0])
        return make

    return pin


def menu(
    label: str | Promise, url_name: str, icon: str, order: int, right: str | None = None
) -> None:
    """Add an entry to the menu; its address takes the union alone."""
    entry = Entry(label, url_name, icon, order, right)
    _entries[:] = sorted(
        [*(e for e in _entries if e.url_name != url_name), entry],
        key=lambda e: (e.order, e.url_name),
    )


def bar(slot: Slot | str, url_name: str) -> None:
    """Say where one of the five entries of the bottom bar leads."""
    _bar[Slot(slot)] = url_name


def cards_of(place: Place, standing: Standing) -> list[Card]:
    """The cards of one place for this reader, in order."""
    found: list[Card] = []
    for _order, _name, make in _cards[place]:
        made = make(standing)
        found += made if isinstance(made, list) else [made] if made is not None else []
    return found


def first_steps(standing: Standing) -> list[FirstStep]:
    """The steps of a union's first days, in order."""
    return [make(standing) for _order, make in _steps]


def entries(standing: Standing) -> list[Entry]:
    """The entries of the menu that this reader may open, in order."""
    return [entry for entry in _entries if entry.right is None or standing.has(entry.right)]


def bar_entries() -> list[Entry]:
    """The entries of the bottom bar that lead somewhere, in their fixed order."""
    return [
        Entry(label, _bar[slot], icon, order, None)
        for order, (slot, (label, icon)) in enumerate(BAR_LABELS.items())
        if slot in _bar
    ]
