"""Closing a month for a program: the key makes a repeat harmless."""

from datetime import date

from django.db import transaction

from commonpurse.ledger.actions import periods
from commonpurse.ledger.refusals import KeyUsed
from unions.founding.actions import audit_events
from unions.founding.models.audit_event import AuditEvent
from unions.people.models.membership import Membership
from unions.tenancy.scopes import current

_ASKED = "period.close_asked"


@transaction.atomic
def close_once(*, month: date, key: str, by: Membership) -> None:
    """Closes the month of this first day under a key; the same key for the same month changes
    nothing. Raises KeyUsed for another month under this key, MonthNotOver."""
    told = f"{month:%Y-%m}"
    known = AuditEvent.objects.filter(act=_ASKED, detail__key=key).first()
    if known is not None and known.detail["month"] != told:
        raise KeyUsed
    periods.close_period(month=month, by=by)
    if known is None:
        audit_events.record(
            act=_ASKED,
            object_kind="union",
            object_id=current().union_id,
            by_id=by.pk,
            detail={"key": key, "month": told},
        )
