"""Counts for reports and for other unions: persons by id, never a name."""

from uuid import UUID

from unions.people.models.membership import Membership


def members() -> list[UUID]:
    """The persons who are members now; those who depend on them are not counted here."""
    rows = Membership.objects.filter(state__in=Membership.PRESENT)
    return list(rows.order_by("person_id").values_list("person_id", flat=True))
