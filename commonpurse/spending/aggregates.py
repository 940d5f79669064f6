"""What was paid to persons, as cells for reports and sibling unions: person, currency, amount."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from commonpurse.spending.models.payment import Payment


def money_out(
    first_on: date, last_on: date, *, recorded_by: datetime | None = None
) -> list[tuple[str, UUID, int]]:
    """(currency, person, minor units paid) between two days, both included, per payee.

    As the books have it: what was undone on a later day still counts. With `recorded_by` only what
    stood in the books at that moment.
    """
    payments = Payment.objects.filter(
        entry__isnull=False, payee__isnull=False, paid_on__range=(first_on, last_on)
    )
    undone = Q(reversal__effective_on__lte=last_on)
    if recorded_by is not None:
        payments = payments.filter(entry__posted_at__lte=recorded_by)
        undone &= Q(reversal__posted_at__lte=recorded_by)
    rows = (
        payments.exclude(undone)
        .values("currency", "payee_id")
        .annotate(total=Sum("amount_minor"))
        .order_by("currency", "payee_id")
    )
    return [(row["currency"], row["payee_id"], row["total"]) for row in rows]


def payees_by_month(first_on: date, last_on: date) -> dict[tuple[date, str], int]:
    """How many persons were paid between two days, both included, by (first day of the month,
    currency): whoever stands in the books, also where it was undone later, as with givers."""
    rows = (
        Payment.objects.filter(
            entry__isnull=False, payee__isnull=False, paid_on__range=(first_on, last_on)
        )
        .annotate(month=TruncMonth("paid_on"))
        .values_list("month", "currency")
        .annotate(persons=Count("payee_id", distinct=True))
    )
    return {(month, currency): persons for month, currency, persons in rows}
