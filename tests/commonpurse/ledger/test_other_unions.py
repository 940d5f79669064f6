"""The functions run past row-level security: no call of the app reads or moves another union's
books by them, whatever it hands in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from tests.commonpurse.ledger.test_invariants import breaches

SHUT, UNKNOWN = "OCL01", "OCL04"
FOREIGN, UNIQUE, NULL = "23503", "23505", "23502"
HIDDEN_AMOUNT = 7_654_321
TABLES = (
    "account", "accountbalance", "accountmonth", "entrynote", "fund", "journalentry",
    "periodclose", "posting", "seal", "anchor", "unit",
)  # fmt: skip


@dataclass
class Theirs:
    """What Millrace has, and Harbour Lights may know by some leak."""

    union: UUID
    member: UUID
    purse: PurseAccounts
    unit: UUID
    fund: UUID
    entry: UUID
    key: str


@pytest.fixture
def theirs(millrace: Cast) -> Theirs:
    with millrace.scope():
        purse = fill(millrace, HIDDEN_AMOUNT)
        entry = JournalEntry.objects.get()
        return Theirs(
            union=millrace.union.id,
            member=millrace.kit.pk,
            purse=purse,
            unit=Account.objects.get(code="purse.gbp").unit_id,
            fund=Fund.objects.create(code="roof", name="Their roof").pk,
            entry=entry.pk,
            key=entry.key,
        )


class Caller:
    """Calls the functions as the app does, in the scope of Harbour Lights."""

    def __init__(self, cast: Cast, purse: PurseAccounts) -> None:
        self.cast, self.purse = cast, purse

    def open(self, **change: Any) -> Any:
        """An account, as it should be but for `change`."""
        unit = Account.objects.get(code="purse.gbp").unit_id
        words = {
            "union": self.cast.union.id, "id": uuid4(), "unit": unit, "kind": "fund",
            "code": "roof", "fund": None, **change,
        }  # fmt: skip
        return self._call(
            "SELECT ledger_open_account(%(union)s, %(id)s, %(unit)s, %(kind)s, %(code)s, '', "
            "%(fund)s, 0, false)",
            words,
        )

    def post(self, **change: Any) -> Any:
        """One entry from the bank into the purse, as it should be but for `change`."""
        return self._call(
            "SELECT entry_id FROM ledger_post(%(union)s, %(id)s, %(key)s, 'gift', 'gift', '{}', "
            "NULL, NULL, %(by)s, '2026-06-03', %(accounts)s::uuid[], ARRAY[-5, 5]::bigint[], "
            "%(reverses)s)",
            self._entry(change),
        )

    def post_many(self, **change: Any) -> Any:
        """The same entry as a batch."""
        return self._call(
            "SELECT entry_id FROM ledger_post_many(%(union)s, %(by)s, ARRAY[%(id)s]::uuid[], "
            "ARRAY[%(key)s]::text[], '{gift}', '{gift}', ARRAY['{}']::jsonb[], '{NULL}', '{NULL}', "
            "'{2026-06-03}', ARRAY[%(reverses)s]::uuid[], '{1,1}', %(accounts)s::uuid[], '{-5,5}')",
            self._entry(change),
        )

    def _entry(self, change: dict[str, Any]) -> dict[str, Any]:
        return {
            "union": self.cast.union.id, "id": uuid4(), "key": str(uuid4()),
            "by": self.cast.dev.pk, "accounts": [self.purse.bank, self.purse.purse],
            "reverses": None, **change,
        }  # fmt: skip

    def _call(self, statement: str, words: dict[str, Any]) -> Any:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, words)
            (found,) = cursor.fetchone()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return found


@pytest.fixture
def caller(harbour: Cast, purse: PurseAccounts) -> Caller:
    return Caller(harbour, purse)


Call = Callable[..., Any]


def refusal(call: Call, **change: Any) -> str:
    """The code with which the call is refused; its words tell nothing of what another has."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        call(**change)
    assert str(HIDDEN_AMOUNT) not in str(caught.value)
    assert "Their" not in str(caught.value)
    return str(caught.value.__cause__.sqlstate)  # type: ignore[union-attr]


def everything(as_owner: Callable[..., Any], union: UUID) -> dict[str, list[Any]]:
    """Every row that a union has in the books."""
    with as_owner() as cursor:
        found = {}
        for table in TABLES:
            statement = f"SELECT t::text FROM commonpurse_{table} t WHERE union_id = %s ORDER BY 1"
            cursor.execute(statement, [union])
            found[table] = cursor.fetchall()
        return found


@pytest.fixture
def untouched(as_owner: Callable[..., Any], caller: Caller, theirs: Theirs) -> Any:
    """Whatever a test tries, Millrace has what it had, and our own books are whole."""
    before = everything(as_owner, theirs.union)
    yield
    assert everything(as_owner, theirs.union) == before
    assert breaches() == {}


@pytest.fixture(params=["post", "post_many"])
def entry_call(caller: Caller, request: pytest.FixtureRequest) -> Call:
    """Either way of posting."""
    found: Call = getattr(caller, request.param)
    return found


def test_their_accounts_take_no_line(untouched: None, entry_call: Call, theirs: Theirs) -> None:
    ours = AccountBalance.objects.get(account__code="purse.gbp").account_id
    for accounts in (
        [theirs.purse.purse, ours],
        [ours, theirs.purse.purse],
        [theirs.purse.bank, theirs.purse.purse],
    ):
        assert refusal(entry_call, accounts=accounts) == UNKNOWN


def test_their_entry_is_not_taken_back(untouched: None, entry_call: Call, theirs: Theirs) -> None:
    assert refusal(entry_call, reverses=theirs.entry) == FOREIGN
    opposite = [theirs.purse.purse, theirs.purse.bank]
    assert refusal(entry_call, reverses=theirs.entry, accounts=opposite) == FOREIGN


def test_their_member_posts_nothing(
    untouched: None, entry_call: Call, theirs: Theirs, harbour: Cast
) -> None:
    assert refusal(entry_call, by=theirs.member) == FOREIGN
    assert refusal(entry_call, by=None) == NULL

    def close() -> None:
        with connection.cursor() as cursor:
            statement = "SELECT ledger_close_period(%s, '2026-01-01', %s)"
            cursor.execute(statement, [harbour.union.id, theirs.member])

    assert refusal(close) == FOREIGN


def test_their_entry_is_not_written_over(untouched: None, entry_call: Call, theirs: Theirs) -> None:
    assert refusal(entry_call, id=theirs.entry) == UNIQUE
    assert refusal(entry_call, id=theirs.entry, key=theirs.key) == UNIQUE


def test_their_key_tells_nothing(untouched: None, entry_call: Call, theirs: Theirs) -> None:
    posted = entry_call(key=theirs.key)
    assert posted != theirs.entry
    assert JournalEntry.objects.get(key=theirs.key).pk == posted


def test_their_unit_fund_and_account_open_none_of_ours(
    untouched: None, caller: Caller, theirs: Theirs
) -> None:
    assert refusal(caller.open, unit=theirs.unit) == FOREIGN
    assert refusal(caller.open, fund=theirs.fund) == FOREIGN
    assert refusal(caller.open, id=theirs.purse.purse) == UNIQUE
    assert caller.open(code="purse.gbp", kind="purse") == caller.purse.purse


CALLS = {
    "open": "ledger_open_account(%(u)s, %(n)s, %(n)s, 'purse', 'x', '', NULL, NULL, false)",
    "close": "ledger_close_account(%(u)s, %(account)s)",
    "post": "ledger_post(%(u)s, %(n)s, 'k', 'gift', 'gift', '{}', NULL, NULL, %(member)s, "
    "'2026-06-03', ARRAY[%(bank)s, %(account)s]::uuid[], ARRAY[5, -5]::bigint[], NULL)",
    "post_many": "ledger_post_many(%(u)s, %(member)s, ARRAY[%(n)s]::uuid[], '{k}', '{gift}', "
    "'{gift}', ARRAY['{}']::jsonb[], '{NULL}', '{NULL}', '{2026-06-03}', '{NULL}', '{1,1}', "
    "ARRAY[%(bank)s, %(account)s]::uuid[], '{5,-5}')",
    "close_period": "ledger_close_period(%(u)s, '2026-01-01', %(member)s)",
    "seal": "ledger_seal(%(u)s, 100)",
    "keep_anchor": "ledger_keep_anchor(%(u)s, %(n)s, 1, '', 'x')",
}


@pytest.mark.parametrize("name", CALLS)
def test_another_unions_books_and_nobodys_are_shut(
    untouched: None, harbour: Cast, theirs: Theirs, name: str
) -> None:
    def call(union: UUID | None, scope: str) -> None:
        words = {
            "u": union, "n": uuid4(), "member": theirs.member, "bank": theirs.purse.bank,
            "account": theirs.purse.purse,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.union_id', %s, true)", [scope])
            cursor.execute(f"SELECT {CALLS[name]}", words)

    ours = str(harbour.union.id)
    for union, scope in ((theirs.union, ours), (theirs.union, ""), (None, ours), (None, "")):
        assert refusal(call, union=union, scope=scope) == SHUT
    assert refusal(call, union=harbour.union.id, scope="") == SHUT
