"""What a summary says, in the kinds and units of our pages. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Measure:
    """One kind in one unit: the cells of a summary that are of it, and whether any go out."""

    kind: str
    unit: str
    cells: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """True for a currency."""
        return self.kind == "money"


@dataclass(frozen=True)
class Amounts:
    """What was given and what went out to members; None where it was not told."""

    given: int | None
    received: int | None


GIVEN = (
    Measure("work", "min", ("work.min", "care.min", "knowledge.min")),
    Measure("goods", "g", ("goods.g",)),
    Measure("goods", "piece", ("goods.piece",)),
    Measure("space", "night", ("space.night",)),
    Measure("knowledge", "session", ("knowledge.piece",)),
)


def measures_in(bodies: list[Mapping[str, Any]]) -> list[Measure]:
    """The measures that at least one of these summaries tells of, money last."""
    found = [measure for measure in GIVEN if any(_given(body, measure) for body in bodies)]
    currencies = sorted({currency for body in bodies for currency in body.get("purse", {})})
    return found + [Measure("money", currency) for currency in currencies]


def amounts(body: Mapping[str, Any], measure: Measure) -> Amounts:
    """What a summary tells of one measure."""
    if measure.is_money:
        purse = body.get("purse", {}).get(measure.unit, {})
        return Amounts(purse.get("in"), purse.get("out"))
    return Amounts(_given(body, measure), None)


def month_of(key: str) -> date | None:
    """The first day of a month's key, None for a week or anything else."""
    year, _, month = key.partition("-")
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):  # noqa: PLR2004
        return None
    return date(int(year), int(month), 1)


def _given(body: Mapping[str, Any], measure: Measure) -> int | None:
    told = [body["work"][cell]["sum"] for cell in measure.cells if cell in body.get("work", {})]
    return sum(told) if told else None
