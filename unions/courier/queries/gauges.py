"""How much work waits, in numbers without names; for relay and operators."""

from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone

from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.models.work import GIVEN_UP, OPEN
from unions.tenancy.scopes import platform_scope


def waiting() -> dict[str, int]:
    """Rows due, the seconds that the oldest has waited, and dead letters, over all unions."""
    with platform_scope(reason="gauges of the courier"):
        parts = [_count(Receipt.objects.all()), _count(JobSlot.objects.all())]
    return {
        "due": sum(part["due"] for part in parts),
        "oldest_seconds": max(part["oldest_seconds"] for part in parts),
        "dead": sum(part["dead"] for part in parts),
    }


def _count(rows: QuerySet[Any]) -> dict[str, int]:
    now = timezone.now()
    due = Q(OPEN, next_at__lte=now)
    found = rows.aggregate(
        due=Count("id", filter=due),
        oldest=Min("next_at", filter=due),
        dead=Count("id", filter=GIVEN_UP),
    )
    oldest = found["oldest"]
    return {
        "due": found["due"],
        "oldest_seconds": int((now - oldest).total_seconds()) if oldest else 0,
        "dead": found["dead"],
    }
