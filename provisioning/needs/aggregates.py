"""Sums for reports and for other unions: cells and persons, never a name or a word."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Sum

from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need import IN_ROUNDS, Need


def allocations(
    first_on: date, last_on: date, *, recorded_by: datetime | None = None
) -> list[tuple[str, UUID, int]]:
    """(cell, asker, minor units received) between two days, both included.

    Cells are "<tier>.<currency>", such as "survival.GBP". With `recorded_by` only what was
    recorded at that moment.
    """
    rows = Fulfilment.objects.filter(received_on__range=(first_on, last_on))
    if recorded_by is not None:
        rows = rows.filter(created_at__lte=recorded_by)
    sums = (
        rows.values_list("line__tier", "need__currency", "need__claimant_id")
        .annotate(total=Sum("amount_minor"))
        .order_by("line__tier", "need__currency", "need__claimant_id")
    )
    return [(f"{tier}.{currency}", person, total) for tier, currency, person, total in sums]


def unmet() -> list[tuple[str, UUID, int]]:
    """(tier, asker, how many) of accepted needs that are not fully met now."""
    rows = Need.objects.filter(state__in=IN_ROUNDS, met_minor__lt=F("amount_minor"))
    found: dict[tuple[str, UUID], int] = {}
    for tier, person in rows.order_by("tier", "claimant_id").values_list("tier", "claimant_id"):
        found[tier, person] = found.get((tier, person), 0) + 1
    return [(tier, person, times) for (tier, person), times in found.items()]
