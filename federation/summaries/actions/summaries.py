"""Tells the sums of a union: what its people agreed to, past the privacy gate, into the log."""

import logging
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from federation.log.actions import log_entries
from federation.peers.queries import peers, sharing_consents
from federation.summaries.actions import anchors, cards
from federation.summaries.guards import cells
from federation.summaries.models.summary import Summary
from federation.summaries.rules import periods, suppression
from federation.summaries.rules.periods import Period
from federation.summaries.rules.suppression import Counted
from federation.wire import identity
from provisioning.needs.aggregates import is_behind
from unions.founding.models.union import Union
from unions.founding.queries import union_policies
from unions.founding.rules.policies import PUBLIC_REPORT
from unions.tenancy.ids import uuid7
from unions.tenancy.scopes import current_union_id

logger = logging.getLogger(__name__)

MIN_CELL = "federation.min_cell"
MONEY = frozenset(("purse", "allocations"))
QUIET_DAYS = 2
STOCKS = ("members", "unmet", "goods")


@transaction.atomic
def publish(*, now: datetime) -> list[Summary]:
    """Tell every period that may be told now, keep the card current, and note which peers hold
    earlier heads of the books. By the program.

    In the scope of the union; what was recorded by `now` is counted, so whoever calls lets a moment
    pass until all of it is committed. A body that is the same as the one told last is not told
    again. Where money is told, nothing is while needs have to follow a payment; the next time it
    is.
    """
    cards.keep_current()
    anchors.keep()
    sections = sharing_consents.sections()
    if not sections:
        return []
    tells_money = not MONEY.isdisjoint(sections)
    if tells_money and is_behind(recorded_by=now):
        logger.warning("Nothing is told: needs have still to follow a payment.")
        return []
    union = Union.objects.get(id=current_union_id())
    today = now.astimezone(ZoneInfo(union.time_zone)).date()
    only_closed = tells_money and bool(union_policies.whole(PUBLIC_REPORT)) and not _is_demo()
    over = _over(today, only_closed=only_closed)
    told = [_tell(period, now, is_newest=is_newest) for period, is_newest in _due(today, over)]
    told += [_correct(period, now) for period in _at_close_out(today, over)]
    return [summary for summary in told if summary is not None]


def _due(today: date, over: list[Period]) -> list[tuple[Period, bool]]:
    """Periods without a summary that may be told, and which of them is the newest; in the demo also
    the running one."""
    known = set(Summary.objects.values_list("period", flat=True))
    running = [periods.month_of(today)] if _is_demo() else []
    newest = max(over + running, key=lambda period: period.first_on, default=None)
    due = [period for period in over if period.key not in known] + running
    return [(period, period == newest) for period in due]


def _over(today: date, *, only_closed: bool) -> list[Period]:
    """Periods that are over long enough, oldest first.

    A union with a public report tells of a month once its books are closed: what would be entered
    between the two would be what the report has more than the summary.
    """
    over = periods.closed(today=today, quiet_days=0 if _is_demo() else QUIET_DAYS)
    return [period for period in over if cells.is_closed(period)] if only_closed else over


def _is_demo() -> bool:
    return bool(identity.demo_night_seconds())


def _tell(period: Period, now: datetime, *, is_newest: bool) -> Summary | None:
    counted = cells.counted(period, recorded_by=now, with_stocks=is_newest)
    return _write(period, counted, now)


def _write(period: Period, counted: Counted, now: datetime) -> Summary | None:
    k = _k()
    last = _newest(period)
    body = suppression.body(
        counted=counted,
        sections=sharing_consents.sections(),
        k=k,
        members_told=_members_told(),
    )
    if last is not None and body is not None:
        # A past period has no stocks of its own; what was told of them stays.
        kept = {s: last.body[s] for s in STOCKS if s in last.body and counted.unmet is None}
        body = kept | body
    if body is None or (last is not None and last.body == body):
        return None
    return _keep(period, body, k, now)


def _keep(period: Period, body: dict[str, Any], k: int, now: datetime) -> Summary:
    last = _newest(period)
    rev = 1 if last is None else last.rev + 1
    line = log_entries.append(
        s="summary/1",
        k=period.key,
        body=body,
        of_union=current_union_id(),
        rev=rev,
        is_urgent=_is_demo(),
    )
    return Summary.objects.create(
        id=uuid7(),
        period=period.key,
        rev=rev,
        body=body,
        outbox_id=line.id,
        counted_at=now,
        k=k,
    )


def _at_close_out(today: date, over: list[Period]) -> list[Period]:
    """Periods told once whose one correction may be made now; none in the demo."""
    if _is_demo():
        return []
    told_twice = set(Summary.objects.filter(rev__gt=1).values_list("period", flat=True))
    known = set(Summary.objects.values_list("period", flat=True)) - told_twice
    return [p for p in over if p.key in known and periods.is_at_close_out(p, today=today)]


def _correct(period: Period, now: datetime) -> Summary | None:
    last = _newest(period)
    if last is None or not _is_gate_of(last):
        return None
    old = cells.counted(period, recorded_by=last.counted_at, with_stocks=False)
    new = cells.counted(period, recorded_by=now, with_stocks=False)
    changed = [
        count
        for before, after in zip(_flows(old), _flows(new), strict=True)
        for count in suppression.changed_people(before, after)
    ]
    return _write(period, new, now) if suppression.may_correct(changed, _k()) else None


def _is_gate_of(last: Summary) -> bool:
    """Whether it would be told under the same consents and for as many people as it was: otherwise
    old and new cells would stand side by side that no line tells together."""
    then = sharing_consents.sections_at(last.counted_at)
    return last.k == _k() and then == frozenset(sharing_consents.sections())


def _flows(counted: Counted) -> tuple[suppression.Cells, ...]:
    return (counted.work, counted.money_in, counted.money_out, counted.allocations)


def _k() -> int:
    return suppression.highest_k(
        identity.least_people(), union_policies.whole(MIN_CELL), peers.highest_k()
    )


def _newest(period: Period) -> Summary | None:
    return Summary.objects.filter(period=period.key).order_by("-rev").first()


def _members_told() -> int | None:
    rows = Summary.objects.filter(body__has_key="members").order_by("-counted_at", "-rev")
    newest = rows.first()
    return None if newest is None else int(newest.body["members"])
