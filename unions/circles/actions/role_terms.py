"""Fills and empties offices."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from unions.circles.models.role_term import RoleTerm
from unions.founding.actions.audit_events import record
from unions.founding.actions.moves import move
from unions.people.models.membership import Membership
from unions.rights import Office


@transaction.atomic
def appoint(
    *, membership: Membership, office: Office, from_on: date, until_on: date, by: Membership | None
) -> RoleTerm:
    """Seat a member in an office, on its next free seat; again for the same term is harmless."""
    serving = RoleTerm.objects.select_for_update().filter(
        office=office, state=RoleTerm.State.SERVING
    )
    known = serving.filter(membership=membership).first()
    if known is not None:
        return known
    last = RoleTerm.objects.filter(office=office).aggregate(last=Max("seat"))["last"] or 0
    term = RoleTerm.objects.create(
        membership=membership, office=office, seat=last + 1, from_on=from_on, until_on=until_on
    )
    record(
        act="role_term.appoint",
        object_kind="role_term",
        object_id=term.id,
        by_id=by.id if by else None,
        detail={"office": office},
    )
    return term


@transaction.atomic
def end(*, membership: Membership, office: Office, by: Membership) -> None:
    """End a member's term now; without a serving term nothing happens."""
    terms = RoleTerm.objects.filter(
        membership=membership, office=office, state=RoleTerm.State.SERVING
    )
    to = RoleTerm.State.ENDED if by != membership else RoleTerm.State.RESIGNED
    for term in terms:
        move(row=term, to=to, act="role_term.end", by_id=by.id)
