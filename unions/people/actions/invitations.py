"""Invites by a link, and lets the invited in."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from unions.founding.actions.audit_events import record
from unions.founding.queries.union_policies import whole
from unions.people.actions.memberships import admit
from unions.people.models.invitation import Invitation
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.people.queries.invitations import digest_of
from unions.people.refusals import InvitationSpent
from unions.people.rules.names import clean
from unions.refusals import NotFound


@transaction.atomic
def invite(*, called: str, by: Membership) -> str:
    """Make an invitation and return its code; the code cannot be shown again."""
    code = secrets.token_urlsafe(16)
    expires_at = timezone.now() + timedelta(days=whole("invitation.days"))
    row = Invitation.objects.create(
        digest=digest_of(code), invited_by=by, called=clean(called), expires_at=expires_at
    )
    record(act="invitation.make", object_kind="invitation", object_id=row.id, by_id=by.id)
    return code


@transaction.atomic
def withdraw(*, invitation_id: UUID, by: Membership) -> None:
    """Take back one's own invitation; a used one stays as it is. Raises NotFound."""
    mine = Invitation.objects.filter(id=invitation_id, invited_by=by)
    if not mine.exists():
        raise NotFound
    mine.filter(used_at=None).update(withdrawn_at=timezone.now())


@transaction.atomic
def accept(*, code: str, name: str, user: User) -> Membership:
    """Join by a link; the new member starts as provisional.

    Raises InvitationSpent, AlreadyMember, NameMissing.
    """
    now = timezone.now()
    # The row is locked, so that one link cannot let two people in.
    row = (
        Invitation.objects.select_for_update()
        .filter(digest=digest_of(code), used_at=None, withdrawn_at=None, expires_at__gt=now)
        .first()
    )
    if row is None:
        raise InvitationSpent
    membership = admit(
        name=name,
        user=user,
        since_on=timezone.localdate(),
        state=Membership.State.PROVISIONAL,
        by=row.invited_by,
    )
    row.used_at, row.used_by = now, membership
    row.save(update_fields=["used_at", "used_by"])
    return membership
