"""Units and quantities: exact whole numbers that know what they count.

Plain Python. Two quantities of unlike units never become one: adding them raises, so that no page
can show a sum over hours and kilos.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GRAMS_PER_KILO = 1_000
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR


class Unit(StrEnum):
    """The smallest whole thing that is counted."""

    MINUTE = "min"
    GRAM = "g"
    PIECE = "piece"
    NIGHT = "night"
    SESSION = "session"
    GUIDE = "guide"


class UnlikeUnits(TypeError):
    """Two quantities that count different things were put together."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number of one unit; negative where something was taken back."""

    amount: int
    unit: Unit

    def __add__(self, other: "Quantity") -> "Quantity":
        """The sum. Raises UnlikeUnits."""
        return Quantity(self.amount + self._like(other).amount, self.unit)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """The difference. Raises UnlikeUnits."""
        return Quantity(self.amount - self._like(other).amount, self.unit)

    def __neg__(self) -> "Quantity":
        """The same, taken back."""
        return Quantity(-self.amount, self.unit)

    def __bool__(self) -> bool:
        """False for nothing."""
        return self.amount != 0

    def _like(self, other: object) -> "Quantity":
        if not isinstance(other, Quantity):
            raise UnlikeUnits(f"{self.unit} and {type(other).__name__} do not add up.")
        if other.unit != self.unit:
            raise UnlikeUnits(f"{self.unit} and {other.unit} do not add up.")
        return other


def total(quantities: Iterable[Quantity], unit: Unit) -> Quantity:
    """The sum of quantities of one unit; nothing of it for none. Raises UnlikeUnits."""
    result = Quantity(0, unit)
    for quantity in quantities:
        result += quantity
    return result


def side_by_side(quantities: Iterable[Quantity]) -> dict[Unit, Quantity]:
    """One sum for each unit that occurs, in the order of `Unit`; never one sum over all."""
    sums: dict[Unit, Quantity] = {}
    for quantity in quantities:
        sums[quantity.unit] = sums.get(quantity.unit, Quantity(0, quantity.unit)) + quantity
    return {unit: sums[unit] for unit in Unit if unit in sums}
