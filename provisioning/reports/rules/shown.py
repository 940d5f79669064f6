"""Which sums of a row of months an outsider may read."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """The amounts in their order, None where too few persons stand behind one; and their sum,
    None where one is hidden."""

    amounts: tuple[int | None, ...]
    total: int | None


def shown(amounts: Sequence[int], persons: Sequence[int], least: int) -> Shown:
    """What may be shown of amounts ≥ 0 behind each of which so many persons stand; what nobody's
    own money is part of has none and is shown.

    Whether an amount hides depends on itself alone. A second one that hid in its stead would be
    known from an earlier report or be shown by a later one, and a sum over both would then tell
    what is hidden.
    """
    told = tuple(
        None if 0 < count < least else amount
        for amount, count in zip(amounts, persons, strict=True)
    )
    return Shown(told, None if None in told else sum(amounts))
