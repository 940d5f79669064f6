"""Which sums of a row of months an outsider may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from provisioning.needs.rules.small_groups import hidden


@dataclass(frozen=True, slots=True)
class Shown:
    """The amounts in their order, None where too few persons stand behind one; and their sum,
    None where it would give a hidden one away."""

    amounts: tuple[int | None, ...]
    total: int | None


def shown(amounts: Sequence[int], persons: Sequence[int], least: int) -> Shown:
    """What may be shown of amounts ≥ 0 behind each of which so many persons stand; what nobody's
    own money is part of has none and is shown."""
    hide, hides_total = hidden(dict(enumerate(persons)), least)
    return Shown(
        tuple(None if place in hide else amount for place, amount in enumerate(amounts)),
        None if hides_total else sum(amounts),
    )
