"""What is sealed, when, and by whom it can be undone: nobody."""

import psycopg
import pytest
from django.db import DatabaseError, connection

from commonpurse.ledger.queries import evidence
from commonpurse.seals.actions import seals
from commonpurse.seals.models.anchor import Anchor
from commonpurse.seals.models.seal import Seal
from commonpurse.seals.queries import chains
from commonpurse.seals.rules.leaves import BEFORE_THE_FIRST, chain, leaf, parted, root
from tests.cast import Cast
from tests.commonpurse.seals.conftest import ENTRIES, AsOwner, Sealed
from unions.tenancy.ids import uuid7

HEAD = "ab" * 32


def test_database_and_python_hash_alike(books: Sealed) -> None:
    with books.cast.scope():
        (seal,) = Seal.objects.all()
        entries = evidence.entries(seal.entry_ids)
        leaves = [leaf(entries[entry_id]) for entry_id in seal.entry_ids]
    assert seal.rows == ENTRIES + 1
    assert parted(bytes(seal.leaves)) == leaves
    assert bytes(seal.root) == root(leaves)
    assert bytes(seal.previous) == BEFORE_THE_FIRST
    assert bytes(seal.hash) == chain(
        union_id=books.cast.union.pk,
        block=1,
        rows=ENTRIES + 1,
        root=root(leaves),
        previous=BEFORE_THE_FIRST,
    )


def test_sealing_again_finds_nothing_and_goes_on_where_it_ended(books: Sealed) -> None:
    assert books.seal() == 0
    later = books.post("later")
    assert books.seal(blocks=1) == 1
    with books.cast.scope():
        first, second = Seal.objects.order_by("block")
        assert second.entry_ids == [later]
        assert bytes(second.previous) == bytes(first.hash)
        head = chains.head()
        assert head is not None
        assert (head.block, head.entries) == (2, ENTRIES + 2)
        under = chains.seal_of(books.spends[0])
        assert under is not None
        assert under.block == 1


def test_blocks_are_filled_in_order(books: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = [books.post(f"more {number}") for number in range(5)]
    monkeypatch.setattr(seals, "BLOCK_ENTRIES", 2)
    assert books.seal(blocks=3) == 3
    with books.cast.scope():
        ids = [seal.entry_ids for seal in Seal.objects.filter(block__gt=1).order_by("block")]
    assert ids == [fresh[:2], fresh[2:4], fresh[4:]]


def test_an_entry_waits_while_an_older_transaction_still_runs(books: Sealed) -> None:
    parameters = connection.get_connection_params()
    with psycopg.connect(**{**parameters, "autocommit": False}) as other:
        other.execute("SELECT pg_current_xact_id()")
        waiting = books.post("waits")
        assert books.seal() == 0
        other.rollback()
    assert books.seal(blocks=1) == 1
    with books.cast.scope():
        assert Seal.objects.get(block=2).entry_ids == [waiting]


def test_an_entry_of_this_transaction_waits(in_harbour: Cast) -> None:
    assert seals.seal() == 0


def test_two_sealers_at_once_make_one_chain(books: Sealed) -> None:
    books.post("for both")
    parameters = connection.get_connection_params()
    union_id = books.cast.union.pk
    with psycopg.connect(**parameters) as other, other.transaction():
        other.execute(f"SET LOCAL app.union_id = '{union_id}'".encode())
        other.execute("SELECT ledger_seal(%s, 1000)", [union_id])
        # The first has not committed yet: the second waits no longer than a statement may.
        with pytest.raises(DatabaseError), books.cast.scope(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '100ms'")
            cursor.execute("SELECT ledger_seal(%s, 1000)", [union_id])
    assert books.seal() == 0
    with books.cast.scope():
        assert [seal.block for seal in Seal.objects.order_by("block")] == [1, 2]


def test_an_anchor_is_kept_once(books: Sealed) -> None:
    with books.cast.scope():
        assert seals.keep_anchor(block=1, head=HEAD, holder="https://north.example")
        assert not seals.keep_anchor(block=1, head="cd" * 32, holder="https://north.example")
        (anchor,) = Anchor.objects.all()
        # What they were told stays, whatever the chain says.
        assert bytes(anchor.hash).hex() == HEAD


@pytest.mark.parametrize("table", ["seal", "anchor"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE commonpurse_{t} SET block = 7", "DELETE FROM commonpurse_{t}"],
)
def test_nobody_changes_a_seal_or_an_anchor(
    books: Sealed, as_owner: AsOwner, table: str, statement: str
) -> None:
    with books.cast.scope():
        seals.keep_anchor(block=1, head=HEAD, holder="https://north.example")
    with as_owner() as cursor, pytest.raises(DatabaseError, match="stays as it is"):
        cursor.execute(statement.format(t=table))
    with pytest.raises(DatabaseError, match="permission denied"), books.cast.scope():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(statement.format(t=table))


@pytest.mark.parametrize(
    "call", ["SELECT ledger_seal('{u}', 5)", "SELECT ledger_keep_anchor('{u}', '{n}', 1, '', 'x')"]
)
def test_functions_refuse_another_union(books: Sealed, millrace: Cast, call: str) -> None:
    statement = call.format(u=books.cast.union.pk, n=uuid7())
    with pytest.raises(DatabaseError, match="another union"), millrace.scope():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(statement)
