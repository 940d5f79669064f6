"""What members gave, as cells for reports and sibling unions: person, currency, amount."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth

from commonpurse.pledges.models.pledge import Pledge


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


def givers_by_month(first_on: date, last_on: date) -> dict[tuple[date, str], int]:
    """How many persons gave money between two days, both included, by (first day of the month,
    currency): whoever stands in the books, also where it was undone later. The sums of the books
    hold what was undone and its reversal both, and a closed month reads the same for ever."""
    rows = (
        Pledge.objects.filter(entry__isnull=False, received_on__range=(first_on, last_on))
        .annotate(month=TruncMonth("received_on"))
        .values_list("month", "currency")
        .annotate(persons=Count("giver_id", distinct=True))
    )
    return {(month, currency): persons for month, currency, persons in rows}
