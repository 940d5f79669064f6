"""Whatever a superuser does to the books with the guards off is found, and its place named."""

import pytest

from commonpurse.seals.actions import recounts, seals
from commonpurse.seals.models.verification import Verification
from commonpurse.seals.queries import chains
from tests.commonpurse.seals.conftest import AsOwner, Sealed

TABLES = (
    "journalentry",
    "posting",
    "account",
    "accountbalance",
    "accountmonth",
    "periodclose",
    "seal",
    "anchor",
)


def spoil(as_owner: AsOwner, *statements: str) -> None:
    """Done with the triggers out of the way, and the keys between tables too."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            cursor.execute(f"ALTER TABLE commonpurse_{table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        for table in TABLES:
            cursor.execute(f"ALTER TABLE commonpurse_{table} ENABLE TRIGGER USER")


def wrong(books: Sealed) -> str:
    """The row that a recount names, and its words; empty when all is whole."""
    with books.cast.scope():
        found = recounts.verify().wrong
    return f"{found.row}: {found.words}" if found else ""


def test_whole_books_are_whole_and_that_is_kept(books: Sealed) -> None:
    assert wrong(books) == ""
    books.post("not sealed yet")
    assert wrong(books) == ""
    with books.cast.scope():
        assert [row.words for row in Verification.objects.all()] == ["", ""]
        checked = chains.last_check()
        assert checked is not None
        assert checked.words == ""


def test_an_edited_amount_is_named_though_everything_else_was_made_to_fit(
    books: Sealed, as_owner: AsOwner
) -> None:
    last = books.spends[-1]
    spoil(
        as_owner,
        f"UPDATE commonpurse_posting SET amount = amount * 2, "
        f"balance_after = balance_after + amount WHERE entry_id = '{last}'",
        "UPDATE commonpurse_accountbalance b SET balance = b.balance + p.amount / 2 "
        f"FROM commonpurse_posting p WHERE p.account_id = b.account_id AND p.entry_id = '{last}'",
        "UPDATE commonpurse_accountmonth m SET added = m.added + greatest(p.amount / 2, 0), "
        "taken = m.taken + greatest(-p.amount / 2, 0), came_in = m.came_in, "
        "went_out = m.went_out + CASE WHEN p.amount < 0 THEN -p.amount / 2 ELSE 0 END "
        f"FROM commonpurse_posting p WHERE p.account_id = m.account_id AND p.entry_id = '{last}'",
    )
    assert wrong(books) == f"journal entry {last}: block 1, place 7: is not what was sealed"


@pytest.mark.parametrize(
    "change",
    [
        "key = 'other'",
        "kind = 'gift'",
        "memo_numbers = '{}'",
        "source_id = gen_random_uuid()",
        "effective_on = effective_on - 1",
        "posted_at = posted_at + interval '1 microsecond'",
        "request_hash = decode('00', 'hex')",
        "transaction_id = transaction_id - 1",
    ],
)
def test_an_edited_header_is_named(books: Sealed, as_owner: AsOwner, change: str) -> None:
    third = books.spends[2]
    spoil(as_owner, f"UPDATE commonpurse_journalentry SET {change} WHERE id = '{third}'")
    assert wrong(books) == f"journal entry {third}: block 1, place 4: is not what was sealed"


def test_a_removed_row_is_named(books: Sealed, as_owner: AsOwner) -> None:
    third = books.spends[2]
    spoil(
        as_owner,
        f"DELETE FROM commonpurse_posting WHERE entry_id = '{third}'",
        f"DELETE FROM commonpurse_journalentry WHERE id = '{third}'",
    )
    assert wrong(books) == f"journal entry {third}: block 1, place 4: was sealed and is gone"


def test_a_removed_tail_is_named(books: Sealed, as_owner: AsOwner) -> None:
    tail = ", ".join(f"'{entry_id}'" for entry_id in books.spends[-2:])
    spoil(
        as_owner,
        f"DELETE FROM commonpurse_posting WHERE entry_id IN ({tail})",
        f"DELETE FROM commonpurse_journalentry WHERE id IN ({tail})",
    )
    gone = books.spends[-2]
    assert wrong(books) == f"journal entry {gone}: block 1, place 6: was sealed and is gone"


def test_a_tail_removed_with_its_seal_is_found_by_a_head_kept_elsewhere(
    books: Sealed, as_owner: AsOwner
) -> None:
    last = books.post("last")
    books.seal(blocks=1)
    with books.cast.scope():
        head = chains.head()
        assert head is not None
        seals.keep_anchor(block=2, head=head.hash, holder="https://north.example")
    spoil(
        as_owner,
        f"DELETE FROM commonpurse_posting WHERE entry_id = '{last}'",
        f"DELETE FROM commonpurse_journalentry WHERE id = '{last}'",
        "DELETE FROM commonpurse_seal WHERE block = 2",
    )
    assert wrong(books) == "block 2: is another at https://north.example"

    spoil(as_owner, "DELETE FROM commonpurse_anchor")
    with books.cast.scope():
        found = recounts.verify(head=head.hash).wrong
    assert found is not None
    assert found.row == f"head {head.hash}"


def test_a_tail_that_was_not_sealed_yet_is_missed_by_its_accounts(
    books: Sealed, as_owner: AsOwner
) -> None:
    last = books.post("last")
    spoil(
        as_owner,
        f"DELETE FROM commonpurse_posting WHERE entry_id = '{last}'",
        f"DELETE FROM commonpurse_journalentry WHERE id = '{last}'",
    )
    assert wrong(books).startswith("account ")


def test_a_reordered_pair_is_named(books: Sealed, as_owner: AsOwner) -> None:
    """Two spends of one amount change places on their accounts: every balance still fits."""
    one, two = books.spends[1], books.spends[2]
    spoil(
        as_owner,
        "UPDATE commonpurse_posting SET account_seq = account_seq + 1000 "
        f"WHERE entry_id IN ('{one}', '{two}')",
        "UPDATE commonpurse_posting p SET account_seq = q.account_seq - 1000, "
        "balance_after = q.balance_after FROM commonpurse_posting q "
        "WHERE p.account_id = q.account_id AND p.entry_id <> q.entry_id "
        f"AND p.entry_id IN ('{one}', '{two}') AND q.entry_id IN ('{one}', '{two}')",
    )
    assert wrong(books) == f"journal entry {one}: block 1, place 3: is not what was sealed"


def test_an_entry_that_slipped_in_is_named(books: Sealed, as_owner: AsOwner) -> None:
    late = books.post("late")
    spoil(
        as_owner,
        "UPDATE commonpurse_journalentry SET transaction_id = 3 WHERE key = 'late'",
    )
    assert wrong(books) == f"journal entry {late}: stands where nothing was sealed"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("rows = 6", "block 1: says 6 entries and holds 7"),
        (
            "leaves = set_byte(leaves, 0, 255 - get_byte(leaves, 0))",
            "block 1: does not follow from the hashes",
        ),
        (
            "hash = set_byte(hash, 0, 255 - get_byte(hash, 0))",
            "block 1: does not follow from the block before",
        ),
        ("block = 2", "block 1: is missing"),
    ],
)
def test_an_edited_seal_is_named(books: Sealed, as_owner: AsOwner, change: str, words: str) -> None:
    spoil(as_owner, f"UPDATE commonpurse_seal SET {change}")
    assert wrong(books).startswith(words)


def test_an_entry_never_sealed_is_told_after_a_day(books: Sealed, as_owner: AsOwner) -> None:
    last = books.post("last")
    assert wrong(books) == ""
    spoil(
        as_owner,
        "UPDATE commonpurse_journalentry SET posted_at = posted_at - interval '25 hours' "
        f"WHERE id = '{last}'",
    )
    assert wrong(books) == f"journal entry {last}: was never sealed"
