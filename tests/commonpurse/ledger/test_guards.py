"""What the database refuses by itself, whoever asks and however."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from commonpurse.ledger.queries.accounts import PurseAccounts
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TABLES = (
    "commonpurse_journalentry",
    "commonpurse_posting",
    "commonpurse_account",
    "commonpurse_accountbalance",
    "commonpurse_unit",
)
DENIED, UNIQUE = "42501", "23505"
KEPT = "OCL10"

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
    purse: PurseAccounts, table: str, statement: str
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
    purse: PurseAccounts, as_owner: AsOwner, table: str, statement: str
) -> None:
    with as_owner() as cursor:
        assert refusal_of(cursor, statement.format(t=table)) == KEPT


def test_owner_cannot_change_an_amount(purse: PurseAccounts, as_owner: AsOwner) -> None:
    with as_owner() as cursor:
        assert refusal_of(cursor, "UPDATE commonpurse_posting SET amount = 1") == KEPT


ENTRY = """INSERT INTO commonpurse_journalentry (id, union_id, key, request_hash, kind, memo_code,
memo_numbers, effective_on, posted_by_id) SELECT gen_random_uuid(), union_id, 'raw', '', kind,
memo_code, '{}', effective_on, posted_by_id FROM commonpurse_journalentry LIMIT 1"""
LINES = """INSERT INTO commonpurse_posting
(union_id, entry_id, account_id, unit_id, amount, account_seq, balance_after, effective_on)
SELECT e.union_id, e.id, a.id, a.unit_id, v.amount, 90 + v.n, 0, e.effective_on
FROM commonpurse_journalentry e
JOIN (VALUES {values}) v(code, amount, n) ON true
JOIN commonpurse_account a ON a.union_id = e.union_id AND a.code = v.code
WHERE e.key {key}"""


def test_entry_without_lines_is_refused(purse: PurseAccounts, as_owner: AsOwner) -> None:
    with as_owner() as cursor:
        assert refusal_of(cursor, ENTRY) == "OCL03"


def test_entry_that_does_not_balance_is_refused(purse: PurseAccounts, as_owner: AsOwner) -> None:
    values = "('cash.gbp', 5, 1), ('reserve.gbp', -4, 2)"
    with as_owner() as cursor:
        statement = f"{ENTRY}; {LINES.format(values=values, key='= $$raw$$')}"
        assert refusal_of(cursor, statement) == "OCL03"


def test_line_of_another_unit_is_refused(purse: PurseAccounts, as_owner: AsOwner) -> None:
    wrong_unit = LINES.replace("a.unit_id", "gen_random_uuid()")
    values = "('cash.gbp', 5, 1), ('reserve.gbp', -5, 2)"
    with as_owner() as cursor:
        statement = f"{ENTRY}; {wrong_unit.format(values=values, key='= $$raw$$')}"
        assert refusal_of(cursor, statement) in {"OCL03", "23503"}


@pytest.mark.django_db(transaction=True)
def test_posted_entry_never_grows(harbour: Cast, as_owner: AsOwner) -> None:
    with harbour.scope():
        fill(harbour, 1_000)
    values = "('cash.gbp', 5, 1), ('reserve.gbp', -5, 2)"
    with as_owner() as cursor:
        statement = LINES.format(values=values, key="LIKE 'opening%%'")
        assert refusal_of(cursor, statement.replace("%%", "%")) == "OCL11"


@pytest.mark.parametrize(
    "call",
    [
        """SELECT ledger_post('{u}', '{n}', 'k', 'gift', 'gift', '{{}}', NULL, NULL, '{n}',
        '2026-11-01', ARRAY['{n}','{n}']::uuid[], ARRAY[1,-1]::bigint[], NULL)""",
        "SELECT ledger_open_account('{u}', '{n}', '{n}', 'purse', 'x', '', NULL, NULL, false)",
        "SELECT ledger_close_account('{u}', '{n}')",
    ],
    ids=["post", "open", "close"],
)
def test_functions_refuse_another_union_and_no_union(
    in_harbour: Cast, millrace: Cast, call: str
) -> None:
    nothing = "01900000-0000-7000-8000-000000000000"
    with connection.cursor() as cursor:
        statement = call.format(u=millrace.union.id, n=nothing)
        assert refusal_of(cursor, statement) == "OCL01"
        unscoped = f"SET LOCAL app.union_id = ''; {call.format(u=in_harbour.union.id, n=nothing)}"
        assert refusal_of(cursor, unscoped) == "OCL01"


def test_inner_functions_are_not_for_the_app(purse: PurseAccounts) -> None:
    nothing = "01900000-0000-7000-8000-000000000000"
    with connection.cursor() as cursor:
        statement = f"SELECT ledger_check_reversal('{nothing}', '{nothing}', '{{}}', '{{}}')"
        assert refusal_of(cursor, statement) == DENIED
