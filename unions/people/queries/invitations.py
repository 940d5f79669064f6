"""Which invitations are open."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from unions.people.models.invitation import Invitation
from unions.people.models.membership import Membership


@dataclass(frozen=True)
class Welcome:
    """What the invited person reads first."""

    inviter: str
    called: str
    expires_at: datetime


@dataclass(frozen=True)
class OpenInvitation:
    """One of my invitations that still waits."""

    id: UUID
    called: str
    expires_at: datetime


def digest_of(code: str) -> str:
    """What is kept of a code: its SHA-256 in hex."""
    return hashlib.sha256(code.encode()).hexdigest()


def welcome(code: str) -> Welcome | None:
    """The open invitation behind a code, or None."""
    row = (
        Invitation.objects.select_related("invited_by__person")
        .filter(
            digest=digest_of(code),
            used_at=None,
            withdrawn_at=None,
            expires_at__gt=timezone.now(),
        )
        .first()
    )
    if row is None:
        return None
    return Welcome(row.invited_by.person.first_name, row.called, row.expires_at)


def was_made(code: str) -> bool:
    """Whether an invitation of this union ever bore this code, whatever became of it."""
    return Invitation.objects.filter(digest=digest_of(code)).exists()


def waiting_of(membership: Membership) -> list[OpenInvitation]:
    """My invitations that nobody has used yet, newest first."""
    rows = Invitation.objects.filter(
        invited_by=membership, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    return [OpenInvitation(r.id, r.called, r.expires_at) for r in rows.order_by("-id")]
