"""Sums for reports and for other unions: (cell, person, amount), never a name or a word."""

from datetime import date
from uuid import UUID

from django.db.models import Sum

from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import SHARED_UNIT
from provisioning.measures import Unit


def work(*, from_on: date, until_on: date) -> list[tuple[str, UUID, int]]:
    """What each person gave from a day up to, not including, another.

    Cells are "<kind>.<unit>" with the units of the federation's vocabulary, such as "work.min",
    "care.min", "goods.g" or "knowledge.piece". What was taken back is off; nothing is zero.
    Guides have no unit there and stay at home.
    """
    rows = (
        Contribution.objects.between(from_on, until_on)
        .values_list("kind", "unit", "person_id")
        .annotate(sum=Sum("quantity"))
        .order_by("kind", "unit", "person_id")
    )
    return [
        (f"{kind}.{SHARED_UNIT[Unit(unit)]}", person_id, amount)
        for kind, unit, person_id, amount in rows
        if amount > 0 and Unit(unit) in SHARED_UNIT
    ]
