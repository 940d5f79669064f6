"""What is written stays, whoever asks and however; only the functions of the ledger write."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from commonpurse.ledger.actions import periods
from commonpurse.ledger.queries.accounts import PurseAccounts
from tests.cast import Cast

TABLES = (
    "commonpurse_journalentry",
    "commonpurse_posting",
    "commonpurse_account",
    "commonpurse_accountbalance",
    "commonpurse_accountmonth",
    "commonpurse_periodclose",
    "commonpurse_unit",
)
DENIED, UNIQUE = "42501", "23505"
KEPT, OUTSIDE = "OCL10", "OCL13"

AsOwner = Callable[..., Any]


def run(cursor: Any, statement: str) -> None:
    """The statement and every deferred check, in a savepoint of its own."""
    with transaction.atomic():
        # Nothing may be pending, or TRUNCATE would be refused for that reason.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refusal_of(cursor: Any, statement: str) -> str:
    """The code with which the database refuses a statement; fails if it does not."""
    with pytest.raises(DatabaseError) as caught:
        run(cursor, statement)
    return str(caught.value.__cause__.sqlstate)  # type: ignore[union-attr]


@pytest.fixture
def books(in_harbour: Cast, purse: PurseAccounts) -> PurseAccounts:
    """At least one row in every table."""
    periods.close_period(month=date(2026, 1, 1), by=in_harbour.dev)
    return purse


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {t} SET union_id = union_id",
        "DELETE FROM {t}",
        "TRUNCATE {t} CASCADE",
        "INSERT INTO {t} SELECT * FROM {t} LIMIT 1",
    ],
    ids=["update", "delete", "truncate", "insert"],
)
def test_app_has_no_way_past_the_functions(
    books: PurseAccounts, table: str, statement: str
) -> None:
    # Units are plain rows that may come in, but not twice under one code.
    adds_unit = table == "commonpurse_unit" and statement.startswith("INSERT")
    with connection.cursor() as cursor:
        refusal = refusal_of(cursor, statement.format(t=table))
    assert refusal == (UNIQUE if adds_unit else DENIED)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement", ["UPDATE {t} SET union_id = union_id", "DELETE FROM {t}", "TRUNCATE {t} CASCADE"]
)
def test_owner_is_refused_too(
    books: PurseAccounts, as_owner: AsOwner, table: str, statement: str
) -> None:
    with as_owner() as cursor:
        assert refusal_of(cursor, statement.format(t=table)) == KEPT


def test_owner_cannot_change_an_amount(books: PurseAccounts, as_owner: AsOwner) -> None:
    with as_owner() as cursor:
        assert refusal_of(cursor, "UPDATE commonpurse_posting SET amount = 1") == KEPT


WRITTEN_BY_FUNCTIONS = [
    "UPDATE commonpurse_accountbalance SET balance = balance + 1",
    "UPDATE commonpurse_accountbalance SET balance = balance + 1, seq = seq + 1",
    "UPDATE commonpurse_accountbalance SET floor = NULL",
    "UPDATE commonpurse_accountbalance SET closed = true",
    "UPDATE commonpurse_accountmonth SET added = added + 1",
    "UPDATE commonpurse_accountmonth SET came_in = 0",
    """INSERT INTO commonpurse_accountmonth
    (union_id, account_id, month, added, taken, came_in, went_out, count)
    SELECT union_id, account_id, (month - interval '1 month')::date, added, taken, came_in,
    went_out, count FROM commonpurse_accountmonth""",
    "UPDATE commonpurse_account SET closed_at = now()",
    "UPDATE commonpurse_account SET name = 'Ours'",
    """INSERT INTO commonpurse_account (id, union_id, unit_id, kind, code, name, created_at)
    SELECT gen_random_uuid(), union_id, unit_id, 'purse', 'second', '', now()
    FROM commonpurse_account LIMIT 1""",
    """INSERT INTO commonpurse_periodclose (union_id, month, closed_at, closed_by_id)
    SELECT union_id, '2026-12-01', now(), posted_by_id FROM commonpurse_journalentry""",
]


@pytest.mark.parametrize("statement", WRITTEN_BY_FUNCTIONS)
def test_owner_writes_by_the_functions_alone(
    books: PurseAccounts, as_owner: AsOwner, statement: str
) -> None:
    # The purse was filled in this very transaction: what a function may do ends with it.
    with as_owner() as cursor:
        assert refusal_of(cursor, statement) == OUTSIDE


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE commonpurse_posting DISABLE TRIGGER USER",
        "DROP TRIGGER ledger_keep ON commonpurse_posting",
        "ALTER TABLE commonpurse_posting DISABLE ROW LEVEL SECURITY",
        "SET session_replication_role = replica",
        """SELECT set_config('ledger.writes', 'yes', true);
        UPDATE commonpurse_accountbalance SET balance = balance + 1""",
        "COPY commonpurse_posting FROM STDIN",
        "SELECT ledger_mark_epoch()",
    ],
)
def test_app_cannot_take_the_guards_away(books: PurseAccounts, statement: str) -> None:
    with connection.cursor() as cursor:
        assert refusal_of(cursor, statement) == DENIED


def test_owner_cannot_leave_the_triggers_out(books: PurseAccounts, as_owner: AsOwner) -> None:
    with as_owner() as cursor:
        assert refusal_of(cursor, "SET session_replication_role = replica") == DENIED


def test_app_calls_the_doors_and_no_inner_function(books: PurseAccounts) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosecdef FROM pg_proc WHERE proname LIKE 'ledger%' "
            "AND has_function_privilege(current_user, oid, 'EXECUTE')"
        )
        doors = dict(cursor.fetchall())
    assert doors == dict.fromkeys(
        [
            "ledger_open_account",
            "ledger_close_account",
            "ledger_post",
            "ledger_post_many",
            "ledger_close_period",
            "ledger_seal",
            "ledger_keep_anchor",
        ],
        True,
    )
