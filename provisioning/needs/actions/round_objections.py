"""A member's reasoned no to a round, and the answer to it."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from provisioning.needs.guards.allocation_rounds import check_can_answer, check_can_object
from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.round_objection import REASON_CHARS_MAX, RoundObjection
from provisioning.needs.refusals import WordsMissing
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership
from unions.refusals import NotFound


@transaction.atomic
def raise_one(*, round_id: UUID, client_id: UUID, reason: str, by: Membership) -> RoundObjection:
    """Object with a reason. Raises NotFound, ObjectionsClosed, WordsMissing."""
    this = AllocationRound.objects.select_for_update().filter(pk=round_id).first()
    if this is None:
        raise NotFound
    known = RoundObjection.objects.filter(client_id=client_id, member=by).first()
    if known is not None:
        return known
    check_can_object(this, timezone.now())
    try:
        with transaction.atomic():
            objection = RoundObjection.objects.create(
                round=this, client_id=client_id, member=by, reason=_said(reason)
            )
    except IntegrityError as error:
        raise NotFound from error
    _record("round.object", objection, by)
    return objection


@transaction.atomic
def answer(*, round_id: UUID, objection_id: UUID, words: str, by: Membership) -> RoundObjection:
    """Answer an objection to a round; somebody else's.

    Raises NotFound, OwnObjection, ObjectionsClosed, WordsMissing.
    """
    objection = (
        RoundObjection.objects.select_related("round")
        .select_for_update(of=("self",))
        .filter(pk=objection_id, round_id=round_id)
        .first()
    )
    if objection is None:
        raise NotFound
    check_can_answer(objection, by)
    if objection.answered_at is not None:
        return objection
    objection.answer, objection.answered_by = _said(words), by
    objection.answered_at = timezone.now()
    objection.save(update_fields=["answer", "answered_by", "answered_at"])
    _record("round.answer", objection, by)
    return objection


def _said(words: str) -> str:
    said = words.strip()[:REASON_CHARS_MAX]
    if not said:
        raise WordsMissing
    return said


def _record(act: str, objection: RoundObjection, by: Membership) -> None:
    audit_events.record(act=act, object_kind="round_objection", object_id=objection.pk, by_id=by.pk)
