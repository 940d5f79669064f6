"""Sums for reports and for other unions: cells and persons, never a name or a word."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Q

from provisioning.needs.guards.fulfilments import behind
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need import IN_ROUNDS, Need
from provisioning.needs.models.need_cover import NeedCover
from provisioning.tiers import Tier

Cell = tuple[str, UUID, int]
Key = TypeVar("Key", bound=Hashable)


def allocations(
    first_on: date, last_on: date, *, recorded_by: datetime | None = None
) -> list[Cell]:
    """(cell, person, minor units received) between two days, both included.

    Cells are "<tier>.<currency>", such as "survival.GBP". A joint need counts for each person it
    covers with their own part; what was set aside before, in equal parts. As the books have it:
    what was undone on a later day still counts. With `recorded_by` only what was recorded at that
    moment.
    """
    rows = Fulfilment.objects.filter(received_on__range=(first_on, last_on))
    undone = Q(reversals__undone_on__lte=last_on)
    if recorded_by is not None:
        rows = rows.filter(created_at__lte=recorded_by)
        undone &= Q(reversals__created_at__lte=recorded_by)
    stood = rows.exclude(undone).select_related("line", "need")
    sums = _parts(stood, lambda row: f"{row.line.tier}.{row.need.currency}")
    return [(cell, person, amount) for (cell, person), amount in sorted(sums.items()) if amount]


def is_behind(*, recorded_by: datetime) -> bool:
    """Whether needs have still to follow a payment, as recorded by a moment: until then, what was
    received differs from what was paid by what one person got."""
    return bool(behind(recorded_by=recorded_by))


def met_by_month(
    tier: Tier, currency: str, first_on: date, last_on: date
) -> list[tuple[date, UUID, int]]:
    """(first day of the month, person, minor units received) of one tier and currency between two
    days, both included; without what was taken back."""
    rows = Fulfilment.objects.standing().filter(
        received_on__range=(first_on, last_on), line__tier=tier, need__currency=currency
    )
    sums = _parts(rows.select_related("line", "need"), lambda row: row.received_on.replace(day=1))
    return [(month, person, amount) for (month, person), amount in sorted(sums.items()) if amount]


def unmet() -> list[Cell]:
    """(tier, person, how many) of accepted needs that are not fully met now."""
    needs = Need.objects.filter(state__in=IN_ROUNDS, met_minor__lt=F("amount_minor"))
    tiers = dict(needs.values_list("id", "tier"))
    sums: dict[tuple[str, UUID], int] = defaultdict(int)
    for need_id, persons in _persons(tiers).items():
        for person in persons:
            sums[tiers[need_id], person] += 1
    return [(tier, person, times) for (tier, person), times in sorted(sums.items())]


def _parts(
    rows: Iterable[Fulfilment], cell_of: Callable[[Fulfilment], Key]
) -> dict[tuple[Key, UUID], int]:
    """What each person received, cell by cell."""
    found = list(rows)
    persons = _persons(row.need_id for row in found)
    sums: dict[tuple[Key, UUID], int] = defaultdict(int)
    for row in found:
        cell = cell_of(row)
        for person, amount in row.line.parts.items():
            sums[cell, UUID(person)] += amount
        for person_id, amount in _equal(row.line.held_minor, persons[row.need_id]):
            sums[cell, person_id] += amount
    return sums


def _persons(need_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    rows = NeedCover.objects.filter(need_id__in=list(need_ids)).order_by("person_id")
    for need_id, person_id in rows.values_list("need_id", "person_id"):
        found[need_id].append(person_id)
    return found


def _equal(amount: int, persons: list[UUID]) -> list[tuple[UUID, int]]:
    """Equal parts in whole units; the first persons by id have one unit more."""
    if not persons:
        return []
    each, odd = divmod(amount, len(persons))
    return [(person, each + (place < odd)) for place, person in enumerate(persons)]
