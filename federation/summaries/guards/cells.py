"""Reads what a period amounts to: only from `aggregates` of lower subjects, by (cell, person)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from commonpurse.ledger.aggregates import closed_until
from commonpurse.pledges.aggregates import money_in
from commonpurse.spending.aggregates import money_out
from federation.protocol.vocabulary import CATEGORIES, known
from federation.summaries.rules.periods import Period
from federation.summaries.rules.suppression import Counted
from provisioning.contributions.aggregates import work
from provisioning.goods import aggregates as goods
from provisioning.needs.aggregates import allocations, unmet
from unions.people.aggregates import members


def is_closed(period: Period) -> bool:
    """Whether nothing is dated into this period any more."""
    closed = closed_until()
    return closed is not None and period.first_on <= closed


def counted(period: Period, *, recorded_by: datetime, with_stocks: bool) -> Counted:
    """The flows of a period as recorded by a moment; stocks, which have no past, as they are."""
    days = (period.first_on, period.last_on)
    return Counted(
        members=members(),
        work=_cells(
            work(from_on=period.first_on, until_on=period.after_on, recorded_by=recorded_by)
        ),
        money_in=_cells(money_in(*days, recorded_by=recorded_by)),
        money_out=_cells(money_out(*days, recorded_by=recorded_by)),
        allocations=_cells(allocations(*days, recorded_by=recorded_by)),
        unmet=_cells(unmet()) if with_stocks else None,
        available=_without_way(goods.available()) if with_stocks else None,
        lent=_cells((_category(c), p, n) for c, p, n in goods.lent()) if with_stocks else None,
    )


def _cells(rows: Iterable[tuple[str, Any, int]]) -> dict[str, dict[Any, int]]:
    found: dict[str, dict[Any, int]] = {}
    for cell, person, amount in rows:
        found.setdefault(cell, {})[person] = found.get(cell, {}).get(person, 0) + amount
    return found


def _without_way(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell, things in rows:
        found[_category(cell)] = found.get(_category(cell), 0) + things
    return found


def _category(cell: str) -> str:
    """`bedding.available` → `bedding`, as far as the wire knows the word."""
    return known(cell.rpartition(".")[0], CATEGORIES)
