"""Sums for reports and for other unions: cells and counts, never a name."""

from uuid import UUID

from django.db.models import Count

from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood


def available() -> list[tuple[str, int]]:
    """Things that could be lent now, by category: in good order and with nobody.

    Cells are "<category>.available" with the categories of the federation's vocabulary. No person
    stands behind these counts.
    """
    rows = (
        SharedGood.objects.lendable()
        .exclude(bookings__in=Booking.objects.out())
        .values_list("category")
        .annotate(things=Count("id"))
        .order_by("category")
    )
    return [(f"{category}.available", things) for category, things in rows]


def lent() -> list[tuple[str, UUID, int]]:
    """Things that are with someone now: (cell, person, how many), cells "<category>.lent"."""
    rows = (
        Booking.objects.out()
        .values_list("good__category", "person_id")
        .annotate(things=Count("id"))
        .order_by("good__category", "person_id")
    )
    return [(f"{category}.lent", person_id, things) for category, person_id, things in rows]
