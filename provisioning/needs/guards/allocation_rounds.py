"""What may be done about a round now, and by whom."""

from datetime import datetime

from provisioning.needs.guards.needs import near_to
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.models.round_objection import RoundObjection
from provisioning.needs.refusals import (
    ApprovalsMissing,
    ApprovedAlready,
    ObjectionOpen,
    ObjectionsClosed,
    OwnObjection,
    ReceivesFromRound,
    RoundInWork,
    WindowOpen,
)
from unions.people.models.membership import Membership

APPROVALS_NEEDED = 2


def check_can_start() -> None:
    """One round at a time. Raises RoundInWork."""
    if AllocationRound.objects.in_work().exists():
        raise RoundInWork


def receives_from(this: AllocationRound, by: Membership) -> bool:
    """True when a line of the round gives to the member or to whom they look after."""
    near = near_to(by)
    given = AllocationLine.objects.filter(round=this).exclude(grant_minor=0, set_aside_minor=0)
    if given.filter(need__claimant_id__in=near).exists():
        return True
    covered = NeedCover.objects.filter(person_id__in=near).values("need_id")
    return given.filter(need_id__in=covered).exists()


def check_can_approve(this: AllocationRound, by: Membership) -> None:
    """Two people, neither of whom receives. Raises MoveRefused, ReceivesFromRound,
    ApprovedAlready."""
    this.MOVES.require(this.state, RoundState.DECIDED)
    if receives_from(this, by):
        raise ReceivesFromRound
    if this.approvals.filter(member=by).exists():
        raise ApprovedAlready


def check_can_decide(this: AllocationRound, now: datetime) -> None:
    """Two yeses, the window over, every objection answered. Raises MoveRefused,
    ApprovalsMissing, WindowOpen, ObjectionOpen."""
    this.MOVES.require(this.state, RoundState.DECIDED)
    if this.objections_until_at is None:
        raise ApprovalsMissing
    if this.objections.filter(answered_at=None).exists():
        raise ObjectionOpen
    if now < this.objections_until_at:
        raise WindowOpen


def check_can_object(this: AllocationRound, now: datetime) -> None:
    """While it is proposed, until its window ends. Raises ObjectionsClosed."""
    until = this.objections_until_at
    if this.state != RoundState.PROPOSED or (until is not None and now >= until):
        raise ObjectionsClosed


def check_can_answer(objection: RoundObjection, by: Membership) -> None:
    """Raises OwnObjection, ObjectionsClosed."""
    if objection.member_id == by.pk:
        raise OwnObjection
    if objection.round.state != RoundState.PROPOSED:
        raise ObjectionsClosed
