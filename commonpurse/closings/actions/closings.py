"""Closing a month for a program: the key makes a repeat harmless."""

from datetime import date

from django.db import transaction

from commonpurse.ledger.actions import asked_keys, periods
from unions.people.models.membership import Membership
from unions.tenancy.scopes import current

_ASKED = "period.close_asked"


@transaction.atomic
def close_once(*, month: date, key: str, by: Membership) -> None:
    """Closes the month of this first day under a key; the same key for the same month changes
    nothing. Raises KeyUsed for another month under this key, MonthNotOver."""
    told = {"month": f"{month:%Y-%m}"}
    known = asked_keys.known(act=_ASKED, key=key, told=told, by=by)
    periods.close_period(month=month, by=by)
    if known is None:
        asked_keys.remember(
            act=_ASKED,
            key=key,
            told=told,
            object_kind="union",
            object_id=current().union_id,
            by=by,
        )
