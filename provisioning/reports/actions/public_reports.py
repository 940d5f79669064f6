"""Opening and closing the public report.

There is no machinery of decisions yet that would switch it: until there is, a keeper does, by
what the union has agreed to, and the trace says who it was.
"""

from django.db import transaction

from provisioning.reports.queries import public_reports
from unions.founding.actions import audit_events
from unions.founding.actions.unions import set_policy
from unions.founding.rules.policies import PUBLIC_REPORT
from unions.people.models.membership import Membership
from unions.tenancy.scopes import current


@transaction.atomic
def open_to_all(*, by: Membership) -> None:
    """From now on everybody may read the sums; harmless when repeated."""
    _switch(value=1, act="report.opened", by=by)


@transaction.atomic
def close_to_all(*, by: Membership) -> None:
    """Nobody outside reads it any more; harmless when repeated."""
    _switch(value=0, act="report.closed", by=by)


def _switch(*, value: int, act: str, by: Membership) -> None:
    if public_reports.is_open() == bool(value):
        return
    set_policy(key=PUBLIC_REPORT, value=value)
    audit_events.record(act=act, object_kind="union", object_id=current().union_id, by_id=by.pk)
