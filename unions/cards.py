"""A board of the floor: what subjects pin here, the frame and the home page show.

A subject pins its entry of the menu in its `views/cards.py`; the frame knows the order and the
places, never what lies behind them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

HOME_PLACE, NEEDS_PLACE, LOG_PLACE, THINGS_PLACE, MORE_PLACE = range(1, 6)


@dataclass(frozen=True)
class MenuEntry:
    """One entry: its words, an icon of the sprite, the name of its address, who may see it."""

    label: "StrPromise"
    icon: str
    address: str
    place: int
    right: str


_bar: dict[int, MenuEntry] = {}
_rail: dict[str, MenuEntry] = {}


def pin_to_bar(*, label: "StrPromise", icon: str, address: str, place: int) -> None:
    """Put an entry on one of the five places of the bar, `HOME_PLACE` to `MORE_PLACE`.

    `address` is the name of a page that takes nothing but the union. Raises ValueError when the
    place is taken by another page.
    """
    held = _bar.get(place)
    if held is not None and held.address != address:
        raise ValueError(f"Place {place} of the bar is taken by {held.address}.")
    _bar[place] = MenuEntry(label, icon, address, place, "")


def pin_to_rail(
    *, label: "StrPromise", icon: str, address: str, place: int, right: str = ""
) -> None:
    """Put an entry among the sections under More, lowest place first.

    10 giving, 20 people, 30 decisions, 40 purse, 50 rounds, 60 growing and making, 70 hub and
    unions, 80 exchange, 90 reports, 100 settings. With a right only its holders see the entry.
    """
    _rail[address] = MenuEntry(label, icon, address, place, right)


def bar() -> list[MenuEntry]:
    """What is pinned to the bar, in the order of its places."""
    return [_bar[place] for place in sorted(_bar)]


def rail() -> list[MenuEntry]:
    """What is pinned under More, lowest place first, then in the order of pinning."""
    return sorted(_rail.values(), key=lambda entry: entry.place)
