"""Which sums stay hidden because too few persons stand behind them."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)


def hidden(persons: Mapping[Cell, int], least: int) -> tuple[frozenset[Cell], bool]:
    """The cells to hide, and whether their total must hide as well.

    A cell with fewer than `least` persons hides; so do further cells, the smallest first, until
    the difference to the total stands for at least two cells and `least` persons.
    """
    hide = {cell for cell, count in persons.items() if 0 < count < least}
    rest = sorted(
        (cell for cell, count in persons.items() if count and cell not in hide),
        key=lambda cell: persons[cell],
    )
    while hide and (len(hide) == 1 or sum(persons[cell] for cell in hide) < least):
        if not rest:
            return frozenset(hide), True
        hide.add(rest.pop(0))
    return frozenset(hide), False
