"""The books by month, read from sums that the posting functions keep: no page adds up lines."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max, Min, Sum

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.queries.stories import account_name
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import HELD, AccountKind
from commonpurse.ledger.rules.units import UnitKind, currency_scale, kind_shown


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """What came in and went out in a month."""

    month: date
    came_in: int
    went_out: int


@dataclass(frozen=True, slots=True)
class UnitFlow:
    """Months of one unit that the purse holds, oldest first, in its smallest part; `kind` is the
    kind of thing that pages show it as."""

    unit: str
    scale: int
    kind: str
    rows: tuple[MonthFlow, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """What an account held, in the smallest part of its unit."""

    account_id: UUID
    name: str
    balance: int


@dataclass(frozen=True, slots=True)
class AccountMonthLine:
    """An account over a month, in the smallest part of its unit: opening + change = closing."""

    account_id: UUID
    name: str
    kind: AccountKind
    scale: int
    opening: int
    change: int
    closing: int


@dataclass(frozen=True, slots=True)
class Closed:
    """A month that is closed: since when, and by whom."""

    closed_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of the purse: what came in, went out and was there at its end, in the smallest part
    of `unit`."""

    month: date
    unit: str
    scale: int
    came_in: int
    went_out: int
    closing: int
    is_closed: bool


def flows(first_unit: str, last_month: date, count: int) -> tuple[UnitFlow, ...]:
    """What came into and went out of the purse in `count` months, unit by unit: `first_unit`, then
    the others by code. Unlike units are never added."""
    listed = months.ending_with(last_month, count)
    sums: dict[str, dict[date, tuple[int, int]]] = defaultdict(dict)
    rows = (
        AccountMonth.objects.filter(account__kind__in=HELD, month__range=(listed[0], listed[-1]))
        .values_list("account__unit__code", "month")
        .annotate(came_in=Sum("came_in"), went_out=Sum("went_out"))
    )
    for unit, month, came_in, went_out in rows:
        sums[unit][month] = (int(came_in), int(went_out))
    return tuple(
        UnitFlow(
            unit,
            scale,
            kind_shown(UnitKind(kind)),
            tuple(MonthFlow(month, *sums[unit].get(month, (0, 0))) for month in listed),
        )
        for unit, scale, kind in _held_units(first_unit)
    )


def held_units(first_unit: str) -> tuple[str, ...]:
    """The codes of all units that the purse holds: `first_unit`, held or not, then the others."""
    held = (unit for unit, _scale, _kind in _held_units(first_unit))
    return (first_unit, *(unit for unit in held if unit != first_unit))


def _held_units(first_unit: str) -> list[tuple[str, int, str]]:
    """(code, scale, kind) of all units that the purse holds, `first_unit` first."""
    rows = Account.objects.filter(kind__in=HELD).values_list(
        "unit__code", "unit__scale", "unit__kind"
    )
    return sorted(set(rows), key=lambda row: (row[0] != first_unit, row[0]))


def month_ends(
    currency: str, kinds: Collection[AccountKind], listed: Sequence[date]
) -> dict[date, tuple[Holding, ...]]:
    """What the open accounts of these kinds held at the end of each month, in the order of
    `kinds`; the running month up to now."""
    rows = AccountBalance.objects.filter(
        account__unit__code=currency, account__kind__in=kinds, account__closed_at=None
    ).select_related("account__fund")
    order = list(kinds)
    balances = sorted(
        rows, key=lambda row: (order.index(AccountKind(row.account.kind)), row.account.code)
    )
    later = _changes([row.account_id for row in balances], listed[0])
    return {
        month: tuple(
            Holding(
                row.account_id,
                _name(row.account),
                row.balance - sum(net for at, net in later[row.account_id] if at > month),
            )
            for row in balances
        )
        for month in listed
    }


def account_lines(unit: str, month: date, kinds: Collection[AccountKind]) -> list[AccountMonthLine]:
    """What the accounts of these kinds held before and after a month, in the order of `kinds`;
    those that were closed before it are left out."""
    order = list(kinds)
    accounts = sorted(
        Account.objects.filter(unit__code=unit, kind__in=kinds)
        .exclude(closed_at__date__lt=month)
        .select_related("unit", "fund"),
        key=lambda account: (order.index(AccountKind(account.kind)), account.code),
    )
    ids = [account.pk for account in accounts]
    before, within = openings(ids, month), _nets(ids, month)
    return [
        AccountMonthLine(
            account_id=account.pk,
            name=_name(account),
            kind=AccountKind(account.kind),
            scale=account.unit.scale,
            opening=before.get(account.pk, 0),
            change=within.get(account.pk, 0),
            closing=before.get(account.pk, 0) + within.get(account.pk, 0),
        )
        for account in accounts
    ]


def openings(account_ids: Collection[UUID], month: date) -> dict[UUID, int]:
    """What each account held before a month; none where nothing was entered before."""
    rows = (
        AccountMonth.objects.filter(account_id__in=account_ids, month__lt=month)
        .values_list("account_id")
        .annotate(added=Sum("added"), taken=Sum("taken"))
    )
    return {account_id: int(added - taken) for account_id, added, taken in rows}


def listed(unit: str, *, today: date) -> tuple[MonthLine, ...]:
    """Every month that the books hold in this unit, and today's, newest first."""
    scale, sums = _scale(unit), _by_month(unit)
    first = min(sums, default=months.first_of(today))
    closed = last_closed()
    lines: list[MonthLine] = []
    month, there = first, 0
    while month <= max([months.first_of(today), *sums]):
        came_in, went_out = sums.get(month, (0, 0))
        there += came_in - went_out
        is_closed = closed is not None and month <= closed
        lines.append(MonthLine(month, unit, scale, came_in, went_out, there, is_closed))
        month = months.after(month)
    return tuple(reversed(lines))


def closing_of(month: date) -> Closed | None:
    """Since when the month is closed; None while it is open. A month closes with every later
    one."""
    row = (
        PeriodClose.objects.filter(month__gte=month)
        .select_related("closed_by__person")
        .order_by("month")
        .first()
    )
    return None if row is None else Closed(row.closed_at, row.closed_by.person.display_name)


def last_closed() -> date | None:
    """The newest month that is closed."""
    newest: date | None = PeriodClose.objects.aggregate(newest=Max("month"))["newest"]
    return newest


def first_month() -> date | None:
    """The first month that the books hold anything in."""
    oldest: date | None = AccountMonth.objects.aggregate(oldest=Min("month"))["oldest"]
    return oldest


def uneven(month: date) -> tuple[str, ...]:
    """Units whose accounts together are not zero at the end of a month; there are none."""
    rows = (
        AccountMonth.objects.filter(month__lte=month)
        .values_list("account__unit__code")
        .annotate(added=Sum("added"), taken=Sum("taken"))
        .order_by("account__unit__code")
    )
    return tuple(unit for unit, added, taken in rows if added != taken)


def _scale(unit: str) -> int:
    """How many digits stand behind the unit's point; a currency that the books do not hold yet is
    written as everywhere."""
    found = Unit.objects.filter(code=unit).values_list("scale", flat=True).first()
    return currency_scale(unit) if found is None else found


def _by_month(unit: str) -> dict[date, tuple[int, int]]:
    rows = (
        AccountMonth.objects.filter(account__kind__in=HELD, account__unit__code=unit)
        .values_list("month")
        .annotate(came_in=Sum("came_in"), went_out=Sum("went_out"))
    )
    return {month: (int(came_in), int(went_out)) for month, came_in, went_out in rows}


def _changes(account_ids: Collection[UUID], after: date) -> dict[UUID, list[tuple[date, int]]]:
    """What each month after `after` did to each account."""
    rows = AccountMonth.objects.filter(account_id__in=account_ids, month__gt=after)
    found: dict[UUID, list[tuple[date, int]]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append((row.month, row.added - row.taken))
    return found


def _nets(account_ids: Collection[UUID], month: date) -> dict[UUID, int]:
    rows = AccountMonth.objects.filter(account_id__in=account_ids, month=month)
    return {row.account_id: row.added - row.taken for row in rows}


def _name(account: Account) -> str:
    own = account.name or (account.fund.name if account.fund else "")
    return account_name(kind=AccountKind(account.kind), code=account.code, name=own)
