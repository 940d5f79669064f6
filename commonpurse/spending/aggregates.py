"""What was paid to persons, as cells for reports and sibling unions: person, currency, amount."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractMonth, ExtractYear, TruncMonth

from commonpurse.spending.models.payment import Payment, PaymentQuerySet

ByMonth = dict[tuple[date, str], int]
IN_ITS_MONTH = Q(
    reversal__effective_on__year=ExtractYear("paid_on"),
    reversal__effective_on__month=ExtractMonth("paid_on"),
)


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


def payees_kept(first_on: date, last_on: date) -> ByMonth:
    """How many persons were paid between two days, both included, by (first day of the month,
    currency); without what was undone in its own month. What was undone later counts: a closed
    month reads the same for ever."""
    stood = Payment.objects.filter(entry__isnull=False).exclude(IN_ITS_MONTH)
    return _persons(stood, "paid_on", first_on, last_on)


def payees_undone(first_on: date, last_on: date) -> ByMonth:
    """How many persons' payment was undone in its own month, counted alike: the sums of the books
    hold it, its reversal beside it, and siblings are not told of it."""
    return _persons(Payment.objects.filter(IN_ITS_MONTH), "paid_on", first_on, last_on)


def payees_of_before(first_on: date, last_on: date) -> ByMonth:
    """How many persons' payment of an earlier month was undone between two days, counted alike."""
    back = Payment.objects.filter(reversal__isnull=False).exclude(IN_ITS_MONTH)
    return _persons(back, "reversal__effective_on", first_on, last_on)


def _persons(rows: PaymentQuerySet, day: str, first_on: date, last_on: date) -> ByMonth:
    found = (
        rows.filter(payee__isnull=False, **{f"{day}__range": (first_on, last_on)})
        .annotate(month=TruncMonth(day))
        .values_list("month", "currency")
        .annotate(persons=Count("payee_id", distinct=True))
    )
    return {(month, currency): persons for month, currency, persons in found}
