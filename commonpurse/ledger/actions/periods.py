"""Closing months."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from commonpurse.ledger.actions.posting_functions import call
from commonpurse.ledger.refusals import BadDay, MonthNotOver
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.entries import EARLIEST_ON, LATEST_ON
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership
from unions.tenancy.scopes import current

_CLOSE = "SELECT ledger_close_period(%s, %s, %s)"


@transaction.atomic
def close_period(*, month: date, by: Membership) -> None:
    """Closes the month whose first day is `month`, and with it every one before, for good:
    nothing is dated into them any more. Closing a closed month changes nothing.

    Raises MonthNotOver while the month runs on the union's own calendar, BadDay outside of what
    the books cover.
    """
    if not EARLIEST_ON <= month <= LATEST_ON:
        raise BadDay
    if months.after(months.first_of(month)) > timezone.localdate():
        raise MonthNotOver
    (closed,) = call(_CLOSE, [current().union_id, months.first_of(month), by.pk])
    if closed:
        audit_events.record(
            act="period.closed",
            object_kind="union",
            object_id=current().union_id,
            by_id=by.pk,
            detail={"month": f"{month:%Y-%m}"},
        )
