"""Entries written past the functions, by the owner of the database: each wrong one has its code."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import Error

from commonpurse.ledger.actions import accounts, periods
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.actions.units import open_unit
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.units import UnitKind
from tests.cast import Cast
from tests.commonpurse.conftest import fill

UNBALANCED, GREW, CLOSED, HOURS, OUTSIDE = "OCL03", "OCL11", "OCL09", "OCL12", "OCL13"
FOREIGN, UNIQUE, ZERO, NULL = "23503", "23505", "23514", "23502"
DAY = date(2026, 6, 3)
ENTRY = (
    "INSERT INTO commonpurse_journalentry (id, union_id, key, request_hash, kind, memo_code, "
    "memo_numbers, effective_on, posted_by_id{names}) "
    "VALUES (%(id)s, %(union)s, %(key)s, '', 'gift', 'gift', '{{}}', %(day)s, %(by)s{values})"
)
LINE_COLUMNS = (
    "union_id, entry_id, account_id, unit_id, amount, account_seq, balance_after, effective_on"
)
LINES = f"INSERT INTO commonpurse_posting ({LINE_COLUMNS}) VALUES "
COPY = f"COPY commonpurse_posting ({LINE_COLUMNS}) FROM STDIN"

AsOwner = Callable[..., Any]
Line = tuple[object, ...]


class Raw:
    """The owner's own statements about a union's books; every way of writing lines."""

    def __init__(self, cast: Cast, as_owner: AsOwner) -> None:
        self.cast, self.as_owner = cast, as_owner
        self.accounts = {row.code: row for row in Account.objects.all()}

    def line(self, entry: UUID, code: str, amount: int) -> Line:
        """A line as the table has it, its account named by its code."""
        account = self.accounts[code]
        head = (self.cast.union.id, entry, account.pk, account.unit_id)
        return (*head, amount, 90, amount, DAY)

    def entry(self, cursor: Any, *, day: date = DAY, **more: object) -> UUID:
        """A header of its own key."""
        entry = uuid4()
        statement = ENTRY.format(
            names="".join(f", {name}" for name in more),
            values="".join(f", %({name})s" for name in more),
        )
        words = {"id": entry, "key": f"raw:{entry}", "day": day, "by": self.cast.dev.pk}
        cursor.execute(statement, {**words, **more, "union": self.cast.union.id})
        return entry

    def insert(self, cursor: Any, lines: list[Line]) -> None:
        """All lines in one statement."""
        marks = ", ".join(["(" + ", ".join(["%s"] * 8) + ")"] * len(lines))
        cursor.execute(LINES + marks, [value for line in lines for value in line])

    def copy(self, cursor: Any, lines: list[Line]) -> None:
        """The same lines, copied in."""
        with cursor.cursor.copy(COPY) as stream:
            for line in lines:
                stream.write_row(line)

    def refusal(self, work: Callable[[Any], object]) -> str:
        """The code with which the database refuses the work; fails if it does not."""
        before = self.counts()
        with (
            self.as_owner() as cursor,
            pytest.raises((Error, psycopg.Error)) as caught,
            transaction.atomic(),
        ):
            # As in a transaction of its own: keys at once, an entry's lines at the end.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ledger_entry DEFERRED")
            work(cursor)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert self.counts() == before
        cause = caught.value if isinstance(caught.value, psycopg.Error) else caught.value.__cause__
        assert isinstance(cause, psycopg.Error)
        return str(cause.sqlstate)

    def counts(self) -> tuple[int, int]:
        """How many headers and lines there are."""
        return JournalEntry.objects.count(), Posting.objects.count()


@pytest.fixture
def raw(in_harbour: Cast, as_owner: AsOwner) -> Raw:
    """A purse in pounds and accounts in kilograms and hours."""
    fill(in_harbour, 100_000)
    for code, kind in (("kg", UnitKind.MASS), ("h", UnitKind.HOURS)):
        unit = open_unit(code=code, scale=2, kind=kind, by=in_harbour.dev)
        for name in ("one", "two"):
            account = NewAccount(kind=AccountKind.INCOME, code=f"{name}.{code}")
            accounts.open_account(account=account, unit_id=unit, by=in_harbour.dev)
    return Raw(in_harbour, as_owner)


@pytest.fixture(params=["insert", "copy"])
def write(raw: Raw, request: pytest.FixtureRequest) -> Callable[[Any, list[Line]], None]:
    """Each way by which lines can come in."""
    return raw.insert if request.param == "insert" else raw.copy


Write = Callable[[Any, list[Line]], None]
WRONG: list[tuple[str, list[tuple[str, int]], str]] = [
    ("one penny over", [("cash.gbp", 5), ("bank.gbp", -4)], UNBALANCED),
    ("one line", [("cash.gbp", 5)], UNBALANCED),
    ("across units", [("cash.gbp", 5), ("one.kg", -5)], UNBALANCED),
    (
        "one of two units",
        [("cash.gbp", 5), ("bank.gbp", -5), ("one.kg", 7), ("two.kg", -6)],
        UNBALANCED,
    ),
    ("hours for pounds", [("cash.gbp", 5), ("one.h", -5)], UNBALANCED),
    (
        "hours beside pounds",
        [("cash.gbp", 5), ("bank.gbp", -5), ("one.h", 7), ("two.h", -7)],
        HOURS,
    ),
    ("hours beside goods", [("one.kg", 5), ("two.kg", -5), ("one.h", 7), ("two.h", -7)], HOURS),
    ("a zero", [("cash.gbp", 0), ("bank.gbp", 0)], ZERO),
    ("an account twice", [("cash.gbp", 5), ("cash.gbp", -5)], UNIQUE),
    ("balanced, and no balance moved", [("cash.gbp", 5), ("bank.gbp", -5)], OUTSIDE),
    ("beyond what is there", [("purse.gbp", -200_000), ("bank.gbp", 200_000)], OUTSIDE),
    ("hours among hours", [("one.h", 7), ("two.h", -7)], OUTSIDE),
]


@pytest.mark.parametrize(
    ("lines", "code"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_wrong_lines(raw: Raw, write: Write, lines: list[tuple[str, int]], code: str) -> None:
    def work(cursor: Any) -> None:
        entry = raw.entry(cursor)
        write(cursor, [raw.line(entry, *line) for line in lines])

    assert raw.refusal(work) == code


def test_two_entries_that_only_balance_together(raw: Raw, write: Write) -> None:
    def work(cursor: Any) -> None:
        first, second = raw.entry(cursor), raw.entry(cursor)
        write(cursor, [raw.line(first, "cash.gbp", 5), raw.line(second, "bank.gbp", -5)])

    assert raw.refusal(work) == UNBALANCED


def test_header_alone(raw: Raw) -> None:
    assert raw.refusal(raw.entry) == UNBALANCED


@pytest.mark.parametrize("place", [0, 1, 2, 3], ids=["union", "entry", "account", "unit"])
def test_what_belongs_to_another_union(raw: Raw, write: Write, millrace: Cast, place: int) -> None:
    with millrace.scope():
        fill(millrace, 50_000)
        account = Account.objects.get(code="cash.gbp")
        entry = JournalEntry.objects.get()
    theirs = (millrace.union.id, entry.pk, account.pk, account.unit_id)

    def work(cursor: Any) -> None:
        fresh = raw.entry(cursor)
        ours, other = raw.line(fresh, "cash.gbp", 5), raw.line(fresh, "bank.gbp", -5)
        write(cursor, [ours, (*other[:place], theirs[place], *other[place + 1 :])])

    assert raw.refusal(work) == FOREIGN


def test_header_of_another_unions_member_or_entry(raw: Raw, millrace: Cast) -> None:
    with millrace.scope():
        fill(millrace, 50_000)
        theirs = JournalEntry.objects.get().pk
    assert raw.refusal(lambda cursor: raw.entry(cursor, reverses_id=theirs)) == FOREIGN
    raw.cast = Cast(raw.cast.union, {"dev": millrace.kit})
    assert raw.refusal(raw.entry) == FOREIGN


@pytest.mark.parametrize(("forged", "code"), [(1, GREW), (2**62, GREW), (None, NULL)])
def test_forged_transaction(raw: Raw, forged: int | None, code: str) -> None:
    assert raw.refusal(lambda cursor: raw.entry(cursor, transaction_id=forged)) == code


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 2, 1), date(2000, 1, 1)])
def test_day_in_a_closed_month(raw: Raw, day: date) -> None:
    periods.close_period(month=date(2026, 3, 1), by=raw.cast.dev)
    assert raw.refusal(lambda cursor: raw.entry(cursor, day=day)) == CLOSED


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2100, 1, 1)])
def test_day_beyond_all_books(raw: Raw, day: date) -> None:
    assert raw.refusal(lambda cursor: raw.entry(cursor, day=day)) == ZERO


def test_entry_of_this_transaction_does_not_grow_either(raw: Raw, write: Write) -> None:
    ours = JournalEntry.objects.get().pk
    lines = [("cash.gbp", 5), ("reserve.gbp", -5)]
    growth = [raw.line(ours, *line) for line in lines]
    assert raw.refusal(lambda cursor: write(cursor, growth)) == OUTSIDE


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["insert", "copy"])
def test_posted_entry_never_grows(harbour: Cast, as_owner: AsOwner, way: str) -> None:
    with harbour.scope():
        fill(harbour, 1_000)
    with harbour.scope():
        raw = Raw(harbour, as_owner)
        ours = JournalEntry.objects.get().pk
        write = raw.insert if way == "insert" else raw.copy
        growth = [raw.line(ours, "cash.gbp", 5), raw.line(ours, "reserve.gbp", -5)]
        assert raw.refusal(lambda cursor: write(cursor, growth)) == GREW
        assert raw.refusal(lambda cursor: write(cursor, growth[:1])) == UNBALANCED


@pytest.mark.django_db(transaction=True)
def test_header_without_lines_is_refused_at_the_end_of_its_transaction(
    harbour: Cast, as_owner: AsOwner
) -> None:
    """Outside every scope, too, and with nobody asking for it early."""
    with harbour.scope():
        raw = Raw(harbour, as_owner)
    with pytest.raises(Error) as caught, transaction.atomic(), as_owner() as cursor:
        raw.entry(cursor)
    assert isinstance(caught.value.__cause__, psycopg.Error)
    assert caught.value.__cause__.sqlstate == UNBALANCED
    with harbour.scope():
        assert not JournalEntry.objects.exists()
    assert connection.in_atomic_block is False
