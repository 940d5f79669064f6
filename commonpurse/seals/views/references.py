"""The seal that an entry of the books is under, for the page of that entry."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from commonpurse.seals.queries import chains
from unions.references import Reference, refers_to
from unions.standing import Standing
from unions.templatetags.moments import moment


@refers_to("seal")
def seal(ids: list[UUID], reader: Standing) -> dict[UUID, Reference]:
    """By the id of the entry, not of the seal; what waits for its seal is left out."""
    heads = {entry_id: chains.seal_of(entry_id) for entry_id in ids}
    return {
        entry_id: Reference(
            _("in block %(block)s, %(when)s")
            % {"block": head.block, "when": moment(head.sealed_at)},
            reverse("commonpurse:seals.index", args=[reader.union.slug]),
        )
        for entry_id, head in heads.items()
        if head is not None
    }
