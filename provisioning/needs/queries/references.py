"""Needs and rounds by id, as far as others refer to them."""

from uuid import UUID

from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.need import Need


def known_needs(ids: list[UUID]) -> set[UUID]:
    """Which of these are needs of this union."""
    return set(Need.objects.filter(id__in=ids).values_list("id", flat=True))


def needs_of(ids: list[UUID], person_id: UUID | None) -> set[UUID]:
    """Which of these this person asked for."""
    return set(Need.objects.filter(id__in=ids, claimant_id=person_id).values_list("id", flat=True))


def rounds(ids: list[UUID]) -> dict[UUID, str]:
    """Titles of rounds that have a sheet, by id."""
    rows = AllocationRound.objects.filter(id__in=ids, proposal__isnull=False)
    return dict(rows.values_list("id", "title"))
