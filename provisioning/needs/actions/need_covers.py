"""Each person whom a need covers says yes themselves, or whoever looks after them."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from provisioning.needs.guards.needs import near_to
from provisioning.needs.models.need import Need
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.refusals import NobodyMissing
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership
from unions.refusals import NotFound


@transaction.atomic
def assent(*, need_id: UUID, by: Membership) -> int:
    """Say yes for oneself and whom one looks after; how many persons. Raises NotFound,
    NobodyMissing."""
    need, covers = _waiting(need_id, by)
    for cover in covers:
        cover.assented_at = timezone.now()
        cover.save(update_fields=["assented_at"])
    _record("need.assent", need, by, len(covers))
    return len(covers)


@transaction.atomic
def decline(*, need_id: UUID, by: Membership) -> int:
    """Say no: the need no longer counts these persons. Raises NotFound, NobodyMissing."""
    need, covers = _waiting(need_id, by)
    for cover in covers:
        cover.delete()
    _record("need.decline", need, by, len(covers))
    return len(covers)


def _waiting(need_id: UUID, by: Membership) -> tuple[Need, list[NeedCover]]:
    # The need's row first, as everywhere: two answers to one need never wait for each other.
    need = Need.objects.select_for_update().filter(pk=need_id).first()
    if need is None:
        raise NotFound
    mine = list(need.covers.filter(person_id__in=near_to(by)).order_by("id"))
    if not mine:
        raise NotFound
    waiting = [cover for cover in mine if cover.assented_at is None]
    if not waiting or not need.is_open:
        raise NobodyMissing
    return need, waiting


def _record(act: str, need: Need, by: Membership, count: int) -> None:
    audit_events.record(
        act=act, object_kind="need", object_id=need.pk, by_id=by.pk, detail={"persons": count}
    )
