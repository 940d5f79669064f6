"""Objections to a round and their answers."""

from dataclasses import dataclass
from uuid import UUID

from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.round_objection import RoundObjection
from unions.people.models.membership import Membership


@dataclass(frozen=True, slots=True)
class Objection:
    """A reasoned no, and its answer if there is one."""

    id: UUID
    name: str
    reason: str
    answer: str
    answered_by: str
    may_answer: bool


def of_round(row: AllocationRound, by: Membership, *, may_answer: bool) -> tuple[Objection, ...]:
    """All objections to a round, oldest first; which of them this reader may answer."""
    rows = RoundObjection.objects.filter(round=row).select_related(
        "member__person", "answered_by__person"
    )
    return tuple(
        Objection(
            id=found.pk,
            name=found.member.person.display_name,
            reason=found.reason,
            answer=found.answer,
            answered_by=found.answered_by.person.display_name if found.answered_by else "",
            may_answer=may_answer and not found.answer and found.member_id != by.pk,
        )
        for found in rows.order_by("created_at", "id")
    )
