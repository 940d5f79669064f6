"""What a reader may know of a promise of money that a row of the books names."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from commonpurse.rights import Right
from unions.references import Reference, refers_to
from unions.standing import Standing


@refers_to("pledge")
def pledge(ids: list[UUID], reader: Standing) -> dict[UUID, Reference]:
    """Keepers may open it; nobody else sees that an entry came of it."""
    if not reader.has(Right.RECEIVE_PLEDGES):
        return {}
    return {
        row_id: Reference(
            _("A promise of money"),
            reverse("commonpurse:pledges.show", args=[reader.union.slug, row_id]),
        )
        for row_id in ids
    }
