"""The units that the books count in."""

from dataclasses import dataclass

from commonpurse.ledger.models.unit import Unit


@dataclass(frozen=True, slots=True)
class UnitOfBooks:
    """A unit with how many digits stand behind its point."""

    unit: str
    scale: int


def every() -> tuple[UnitOfBooks, ...]:
    """All units by code."""
    return tuple(UnitOfBooks(row.code, row.scale) for row in Unit.objects.order_by("code"))
