"""The relay's half: which work is due, and that a message about it is on its way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.models.work import OPEN
from unions.courier.rules.lanes import Lane, lease_after_sending
from unions.tenancy.scopes import platform_scope

CLAIMS_MAX = 200


@dataclass(frozen=True)
class Claim:
    """What a message says: which row, of which union if any, and by which lane it travels."""

    work_id: UUID
    union_id: UUID | None
    lane: Lane


@transaction.atomic
def claim() -> list[Claim]:
    """Take up to 200 due rows and give each a lease; done by the relay, in any number of them.

    Rows that a worker holds are skipped: their lock is their lease.
    """
    now = timezone.now()
    with platform_scope(reason="relay claims due work"):
        slots = _take(JobSlot.objects.all(), now, CLAIMS_MAX)
        receipts = _take(Receipt.objects.all(), now, CLAIMS_MAX - len(slots), "union_id")
    return [
        *(Claim(row[0], None, Lane(row[1])) for row in slots),
        *(Claim(row[0], row[3], Lane(row[1])) for row in receipts),
    ]


def _take(rows: QuerySet[Any], now: datetime, most: int, *more: str) -> list[tuple[Any, ...]]:
    due = rows.filter(
        OPEN, Q(claimed_until__isnull=True) | Q(claimed_until__lte=now), next_at__lte=now
    ).order_by("next_at")
    taken = list(
        due.select_for_update(skip_locked=True).values_list("id", "lane", "sends", *more)[:most]
    )
    for sends in {row[2] for row in taken}:
        rows.filter(id__in=[row[0] for row in taken if row[2] == sends]).update(
            claimed_until=now + lease_after_sending(sends), sends=F("sends") + 1
        )
    return taken
