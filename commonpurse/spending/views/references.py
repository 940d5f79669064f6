"""What a reader may know of a payment that a row of the books names."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from commonpurse.rights import Right
from unions.references import Reference, refers_to
from unions.standing import Standing


@refers_to("payment")
def payment(ids: list[UUID], reader: Standing) -> dict[UUID, Reference]:
    """Keepers may open it; others read that it is one."""
    if not reader.has(Right.KEEP_PAYMENTS):
        return {row_id: Reference(_("A payment")) for row_id in ids}
    return {
        row_id: Reference(
            _("A payment"), reverse("commonpurse:payments.show", args=[reader.union.slug, row_id])
        )
        for row_id in ids
    }
