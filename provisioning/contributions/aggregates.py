"""Sums for reports and for other unions: (cell, person, amount), never a name or a word."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Sum

from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import SHARED_UNIT
from provisioning.measures import Unit


def work(
    *, from_on: date, until_on: date, recorded_by: datetime | None = None
) -> list[tuple[str, UUID, int]]:
    """What each person gave from a day up to, not including, another, as recorded by a moment.

    Cells are "<kind>.<unit>" with the units of the federation's vocabulary, such as "work.min",
    "care.min", "goods.g" or "knowledge.piece". What was taken back is off; nothing is zero.
    Guides have no unit there and stay at home.
    """
    entries = Contribution.objects.between(from_on, until_on)
    if recorded_by is not None:
        entries = entries.filter(logged_at__lte=recorded_by)
    rows = (
        entries.values_list("kind", "unit", "person_id")
        .annotate(sum=Sum("quantity"))
        .order_by("kind", "unit", "person_id")
    )
    return [
        (f"{kind}.{SHARED_UNIT[Unit(unit)]}", person_id, amount)
        for kind, unit, person_id, amount in rows
        if amount > 0 and Unit(unit) in SHARED_UNIT
    ]
