"""What a page may show of a need or a round that it knows by its id only."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from provisioning.needs.queries import references
from provisioning.needs.rules.sources import NEED, ROUND
from unions.references import Reference, refers_to
from unions.standing import Standing


@refers_to(NEED)
def needs(ids: list[UUID], reader: Standing) -> dict[UUID, Reference]:
    """A need has no name here: keepers pay amounts, and do not learn what for."""
    url = reverse("provisioning:needs.mine", args=[reader.union.slug])
    mine = references.needs_of(ids, reader.person_id)
    return {
        need_id: Reference(_("A need"), url if need_id in mine else "")
        for need_id in references.known_needs(ids)
    }


@refers_to(ROUND)
def allocation_rounds(ids: list[UUID], reader: Standing) -> dict[UUID, Reference]:
    """A round by its title, with its sheet."""
    return {
        round_id: Reference(
            title,
            reverse("provisioning:allocation_rounds.sheet", args=[reader.union.slug, round_id]),
        )
        for round_id, title in references.rounds(ids).items()
    }
