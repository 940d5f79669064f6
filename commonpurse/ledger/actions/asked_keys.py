"""The keys under which programs ask for what is no entry: a repeat is known by them."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from commonpurse.ledger.refusals import KeyUsed
from unions.founding.actions import audit_events
from unions.founding.models.audit_event import AuditEvent
from unions.people.models.membership import Membership
from unions.tenancy.turns import take_turn


@transaction.atomic
def known(*, act: str, key: str, told: Mapping[str, str], by: Membership) -> UUID | None:
    """The object that this member was answered with under this key; None if it is new.

    `told` is what was asked, in codes and hashes. Who asks under the same key meanwhile waits.
    Raises KeyUsed where it was something else.
    """
    take_turn(f"{by.pk}:{act}:{key}")
    asked = AuditEvent.objects.filter(act=act, actor_id=by.pk, detail__key=key).first()
    if asked is None:
        return None
    if asked.detail != {"key": key, **told}:
        raise KeyUsed
    return asked.object_id


@transaction.atomic
def remember(
    *,
    act: str,
    key: str,
    told: Mapping[str, str],
    object_kind: str,
    object_id: UUID,
    by: Membership,
) -> None:
    """Keeps that this was asked under this key and answered with this object."""
    audit_events.record(
        act=act,
        object_kind=object_kind,
        object_id=object_id,
        by_id=by.pk,
        detail={"key": key, **told},
    )
