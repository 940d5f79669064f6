"""The purse month by month: what was there, what came in and went out, what is there."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.queries import movements
from commonpurse.ledger.queries.stories import account_name, title
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import HELD, AccountKind
from commonpurse.ledger.rules.statement import Row, rows


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A row of a statement, said in words; amounts in the smallest part of the unit.

    `entry_id` is None where the row stands for private entries that the reader may not open.
    """

    on: date
    title: str
    by: str
    came_in: int
    went_out: int
    balance: int
    entries: int
    private: bool
    entry_id: UUID | None
    reverses_id: UUID | None
    reverses_on: date | None
    reversed_by_id: UUID | None
    reversed_on: date | None

    @property
    def is_pair(self) -> bool:
        """Whether it is a reversal, or what one reverses."""
        return self.reverses_on is not None or self.reversed_on is not None


@dataclass(frozen=True, slots=True)
class Statement:
    """A month of the whole purse or of one account; `later` is None in the running one.

    `last_day` is the day of the closing: the last of the month, or today while it runs.
    """

    month: date
    last_day: date
    earlier: date
    later: date | None
    unit: str
    scale: int
    name: str
    kind: AccountKind | None
    opening: int
    came_in: int
    went_out: int
    closing: int
    lines: tuple[StatementLine, ...]
    inner: tuple[StatementLine, ...]


@dataclass(frozen=True, slots=True)
class MonthFlow:
    """What came in and went out in a month."""

    month: date
    came_in: int
    went_out: int


def of_purse(currency: str, month: date, *, today: date, hidden: AbstractSet[str]) -> Statement:
    """The whole purse in a month; moves inside it stand apart, in `inner`."""
    accounts = list(_held(currency))
    scale = accounts[0].unit.scale if accounts else 2
    ids = [account.pk for account in accounts]
    found = movements.nets(ids, month, months.last_day(month))
    outer = {entry: net.amount for entry, net in found.items() if net.amount}
    inner = {entry: net.moved for entry, net in found.items() if not net.amount}
    moves = movements.movements({**outer, **inner})
    opening = movements.sum_before(ids, month)
    lines = rows(opening, (move for move in moves if move.entry_id in outer), hidden=hidden)
    within = rows(0, (move for move in moves if move.entry_id in inner), hidden=hidden)
    return _statement(
        month,
        today,
        unit=(currency, scale),
        named=("", None),
        opening=opening,
        made=(lines, within),
    )


def of_account(
    account_id: UUID, month: date, *, today: date, hidden: AbstractSet[str]
) -> Statement | None:
    """One account in a month; None if there is none of this id here."""
    account = Account.objects.select_related("unit").filter(pk=account_id).first()
    if account is None:
        return None
    found = movements.nets([account_id], month, months.last_day(month))
    moves = movements.movements({entry: net.amount for entry, net in found.items()})
    opening = movements.sum_before([account_id], month)
    kind = AccountKind(account.kind)
    name = account_name(kind=kind, code=account.code, name=account.name)
    return _statement(
        month,
        today,
        unit=(account.unit.code, account.unit.scale),
        named=(name, kind),
        opening=opening,
        made=(rows(opening, moves, hidden=hidden), ()),
    )


def flows(currency: str, last_month: date, count: int) -> tuple[MonthFlow, ...]:
    """What came into and went out of the purse in `count` months, oldest first."""
    listed = months.ending_with(last_month, count)
    ids = [account.pk for account in _held(currency)]
    sums = movements.by_month(ids, listed[0], months.last_day(last_month))
    return tuple(MonthFlow(month, *sums.get(month, (0, 0))) for month in listed)


def _held(currency: str) -> Collection[Account]:
    return Account.objects.filter(kind__in=HELD, unit__code=currency).select_related("unit")


def _statement(
    month: date,
    today: date,
    *,
    unit: tuple[str, int],
    named: tuple[str, AccountKind | None],
    opening: int,
    made: tuple[tuple[Row, ...], tuple[Row, ...]],
) -> Statement:
    lines = tuple(_line(row) for row in made[0])
    return Statement(
        month=month,
        last_day=min(months.last_day(month), max(today, month)),
        earlier=months.before(month),
        later=months.after(month) if month < months.first_of(today) else None,
        unit=unit[0],
        scale=unit[1],
        name=named[0],
        kind=named[1],
        opening=opening,
        came_in=sum(line.came_in for line in lines),
        went_out=sum(line.went_out for line in lines),
        closing=made[0][-1].balance if lines else opening,
        lines=lines,
        inner=tuple(_line(row) for row in made[1]),
    )


def _line(row: Row) -> StatementLine:
    first, entries = row.first, len(row.movements)
    count = entries if entries > 1 else first.count
    shown = None if row.private else first.entry_id
    return StatementLine(
        on=row.on,
        title=title(kind=first.kind, count=count, words=first.words),
        by="" if row.private else first.by,
        came_in=row.came_in,
        went_out=row.went_out,
        balance=row.balance,
        entries=entries,
        private=row.private,
        entry_id=shown,
        reverses_id=first.reverses_id if shown else None,
        reverses_on=first.reverses_on,
        reversed_by_id=first.reversed_by_id if shown else None,
        reversed_on=first.reversed_on,
    )
