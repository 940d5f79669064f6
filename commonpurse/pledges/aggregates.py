"""What members gave, as cells for reports and sibling unions: person, currency, amount."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth, ExtractYear, TruncMonth

from commonpurse.pledges.models.pledge import Pledge

ByMonth = dict[tuple[date, str], int]
IN_ITS_MONTH = Q(
    reversal__effective_on__year=ExtractYear("received_on"),
    reversal__effective_on__month=ExtractMonth("received_on"),
)


def money_in(
    first_on: date, last_on: date, *, recorded_by: datetime | None = None
) -> list[tuple[str, UUID, int]]:
    """(currency, person, minor units received) between two days, both included, per person.

    As the books have it: what was undone on a later day still counts. With `recorded_by` only what
    stood in the books at that moment.
    """
    pledges = Pledge.objects.filter(entry__isnull=False, received_on__range=(first_on, last_on))
    undone = Q(reversal__effective_on__lte=last_on)
    if recorded_by is not None:
        pledges = pledges.filter(entry__posted_at__lte=recorded_by)
        undone &= Q(reversal__posted_at__lte=recorded_by)
    rows = (
        pledges.exclude(undone)
        .values("currency", "giver_id")
        .annotate(total=Sum("amount_minor"))
        .order_by("currency", "giver_id")
    )
    return [(row["currency"], row["giver_id"], row["total"]) for row in rows]


def givers_kept(first_on: date, last_on: date) -> ByMonth:
    """How many persons gave money between two days, both included, by (first day of the month,
    currency); without what was undone in its own month. What was undone later counts: a closed
    month reads the same for ever."""
    stood = Pledge.objects.filter(entry__isnull=False).exclude(IN_ITS_MONTH)
    return _persons(stood, "received_on", first_on, last_on)


def givers_undone(first_on: date, last_on: date) -> ByMonth:
    """How many persons' money was undone in its own month, counted alike: the sums of the books
    hold it, its reversal beside it, and siblings are not told of it."""
    return _persons(Pledge.objects.filter(IN_ITS_MONTH), "received_on", first_on, last_on)


def givers_of_before(first_on: date, last_on: date) -> ByMonth:
    """How many persons' money of an earlier month was undone between two days, counted alike."""
    back = Pledge.objects.filter(reversal__isnull=False).exclude(IN_ITS_MONTH)
    return _persons(back, "reversal__effective_on", first_on, last_on)


def _persons(rows: QuerySet[Pledge], day: str, first_on: date, last_on: date) -> ByMonth:
    found = (
        rows.filter(**{f"{day}__range": (first_on, last_on)})
        .annotate(month=TruncMonth(day))
        .values_list("month", "currency")
        .annotate(persons=Count("giver_id", distinct=True))
    )
    return {(month, currency): persons for month, currency, persons in found}
