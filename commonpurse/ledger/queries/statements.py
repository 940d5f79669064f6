"""The purse month by month: what was there, what came in and went out, what is there."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.queries import months as books
from commonpurse.ledger.queries import movements
from commonpurse.ledger.queries.months import AccountMonthLine, Closed
from commonpurse.ledger.queries.stories import account_name, title
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import HELD, AccountKind
from commonpurse.ledger.rules.statement import Movement, Row, rows
from commonpurse.ledger.rules.units import currency_scale

ROWS_SHOWN = 50
ALL_ROWS = slice(None)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A row of a statement, said in words; amounts in the smallest part of the unit.

    `entry_id` is None where the row stands for private entries that the reader may not open. Where
    they are too few, `came_in`, `went_out` and `balance` are None, and `on` is no day of theirs.
    """

    on: date
    title: str
    by: str
    came_in: int | None
    went_out: int | None
    balance: int | None
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

    @property
    def too_few(self) -> bool:
        """Whether it stands for so few private entries that it tells neither amount nor day."""
        return self.balance is None


@dataclass(frozen=True, slots=True)
class Rest:
    """The rows behind those that are shown, together; never nothing. Amounts are None where all of
    them stand for too few."""

    rows: int
    came_in: int | None
    went_out: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A month of the whole purse or of one account; `later` is None in the running one.

    `last_day` is the day of the closing: the last of the month, or today while it runs. Opening
    and all rows add up to the closing; `lines` are the first of them, `rest` the others together.
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
    rest: Rest | None
    inner: tuple[StatementLine, ...]
    inner_rest: Rest | None

    @property
    def change(self) -> int:
        """What the month left more, or less."""
        return self.closing - self.opening


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """The statement of the purse with what it is made of: its accounts, the funds, whether the
    month is closed. The accounts' openings and closings add up to those of the statement; funds
    stand beside the purse and are not counted in it."""

    statement: Statement
    units: tuple[str, ...]
    accounts: tuple[AccountMonthLine, ...]
    funds: tuple[AccountMonthLine, ...]
    closed: Closed | None

    @property
    def is_over(self) -> bool:
        """Whether the month has ended."""
        return self.statement.later is not None


def sheet(
    unit: str,
    month: date,
    *,
    own: str,
    today: date,
    hidden: AbstractSet[str],
    part: slice = ALL_ROWS,
) -> MonthSheet:
    """A month of the purse in one unit with its accounts and funds; `own` is the union's own
    currency. Moves inside the purse stand apart, in `inner`. `part` says which rows of each are
    told; however it is cut, they fold as one month."""
    lines = books.account_lines(unit, month, (*HELD, AccountKind.FUND))
    held = tuple(line for line in lines if line.kind in HELD)
    outer, inner = movements.of_month([line.account_id for line in held], month)
    opening = sum(line.opening for line in held)
    statement = _statement(
        month,
        today,
        unit=(unit, held[0].scale if held else currency_scale(unit)),
        named=("", None),
        opening=opening,
        made=(rows(opening, outer, hidden=hidden), rows(0, inner, hidden=hidden)),
        part=part,
    )
    return MonthSheet(
        statement=statement,
        units=books.held_units(own),
        accounts=held,
        funds=tuple(line for line in lines if line.kind not in HELD),
        closed=books.closing_of(month),
    )


def of_account(
    account_id: UUID, month: date, *, today: date, hidden: AbstractSet[str]
) -> Statement | None:
    """One account in a month; None if there is none of this id here."""
    account = Account.objects.select_related("unit").filter(pk=account_id).first()
    if account is None:
        return None
    outer, _inner = movements.of_month([account_id], month)
    opening = sum(books.openings([account_id], month).values())
    kind = AccountKind(account.kind)
    name = account_name(kind=kind, code=account.code, name=account.name)
    return _statement(
        month,
        today,
        unit=(account.unit.code, account.unit.scale),
        named=(name, kind),
        opening=opening,
        made=(rows(opening, outer, hidden=hidden), ()),
        part=ALL_ROWS,
    )


def _statement(
    month: date,
    today: date,
    *,
    unit: tuple[str, int],
    named: tuple[str, AccountKind | None],
    opening: int,
    made: tuple[tuple[Row, ...], tuple[Row, ...]],
    part: slice,
) -> Statement:
    lines, inner = made
    told = _told([row for row in (*lines[part], *inner[part]) if not row.private])
    came_in, went_out = _sums(lines)
    last_day = min(months.last_day(month), max(today, month))
    return Statement(
        month=month,
        last_day=last_day,
        earlier=months.before(month),
        later=months.after(month) if month < months.first_of(today) else None,
        unit=unit[0],
        scale=unit[1],
        name=named[0],
        kind=named[1],
        opening=opening,
        came_in=came_in,
        went_out=went_out,
        closing=opening + came_in - went_out,
        lines=tuple(_line(row, told, last_day) for row in lines[part]),
        rest=_rest(lines, part),
        inner=tuple(_line(row, told, last_day) for row in inner[part]),
        inner_rest=_rest(inner, part),
    )


def _sums(lines: Sequence[Row]) -> tuple[int, int]:
    return sum(row.came_in for row in lines), sum(row.went_out for row in lines)


def _rest(lines: Sequence[Row], part: slice) -> Rest | None:
    left = () if part.stop is None else lines[part.stop :]
    if not left:
        return None
    return Rest(len(left), *((None, None) if all(row.too_few for row in left) else _sums(left)))


def _told(lines: Sequence[Row]) -> dict[UUID, Movement]:
    """The movements that stand for these rows, with the names and pairs that go with them."""
    amounts = {row.first.entry_id: row.first.amount for row in lines}
    return {move.entry_id: move for move in movements.movements(amounts)} if amounts else {}


def _line(row: Row, told: Mapping[UUID, Movement], last_day: date) -> StatementLine:
    if row.private:
        return _folded(row, last_day)
    first = told[row.first.entry_id]
    return StatementLine(
        on=row.on,
        title=title(kind=first.kind, count=first.count, words=first.words),
        by=first.by,
        came_in=row.came_in,
        went_out=row.went_out,
        balance=row.balance,
        entries=1,
        private=False,
        entry_id=first.entry_id,
        reverses_id=first.reverses_id,
        reverses_on=first.reverses_on,
        reversed_by_id=first.reversed_by_id,
        reversed_on=first.reversed_on,
    )


def _folded(row: Row, last_day: date) -> StatementLine:
    """Without people's words, who may name each other in them, and without pairs."""
    count, few = len(row.movements), row.too_few
    return StatementLine(
        on=last_day if few else row.on,
        title=title(kind=row.first.kind, count=count, words=""),
        by="",
        came_in=None if few else row.came_in,
        went_out=None if few else row.went_out,
        balance=None if few else row.balance,
        entries=count,
        private=True,
        entry_id=None,
        reverses_id=None,
        reverses_on=None,
        reversed_by_id=None,
        reversed_on=None,
    )
