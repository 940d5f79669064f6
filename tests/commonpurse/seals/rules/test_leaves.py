"""Hashes that are reckoned by hand, and how little it takes to change them."""

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest

from commonpurse.ledger.rules.evidence import SealedEntry, SealedLine
from commonpurse.seals.rules.leaves import chain, leaf, parted, root, text

A, B = UUID(int=1), UUID(int=2)
LINES = (
    SealedLine(B, A, 5, 2, 5, date(2026, 11, 3)),
    SealedLine(A, A, -5, 1, -5, date(2026, 11, 3)),
)
ENTRY = SealedEntry(
    id=A,
    key='rent "5" \n ä\u2028',
    kind="spend",
    memo_code="spend",
    memo_numbers={"count": 2, "a": 1},
    source_kind=None,
    source_id=None,
    effective_on=date(2026, 11, 3),
    posted_at=datetime(2026, 11, 3, 12, 0, 0, 7, tzinfo=timezone(timedelta(hours=2))),
    posted_by_id=B,
    reverses_id=None,
    epoch=1,
    transaction_id=700,
    request_hash=b"\x01\xff",
    lines=LINES,
)
ID_A, ID_B = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"


def test_text_is_one_array_without_spaces() -> None:
    assert text(ENTRY) == (
        f'["onecloak-books-entry-1","{ID_A}","rent \\"5\\" \\n ä\u2028","spend","spend",'
        f'[["a",1],["count",2]],null,null,"2026-11-03","2026-11-03T10:00:00.000007Z","{ID_B}",'
        f'null,1,700,"01ff",[["{ID_A}","{ID_A}",-5,1,-5,"2026-11-03"],'
        f'["{ID_B}","{ID_A}",5,2,5,"2026-11-03"]]]'
    )
    assert leaf(ENTRY) == sha256(text(ENTRY).encode()).digest()


@pytest.mark.parametrize(
    "changed",
    [
        ENTRY._replace(key="rent"),
        ENTRY._replace(memo_numbers={"count": 3, "a": 1}),
        ENTRY._replace(effective_on=date(2026, 11, 4)),
        ENTRY._replace(posted_at=ENTRY.posted_at + timedelta(microseconds=1)),
        ENTRY._replace(reverses_id=B),
        ENTRY._replace(epoch=2),
        ENTRY._replace(transaction_id=701),
        ENTRY._replace(lines=LINES[:1]),
        ENTRY._replace(lines=(LINES[0]._replace(amount=6), LINES[1])),
        ENTRY._replace(lines=(LINES[0]._replace(number=3), LINES[1])),
        ENTRY._replace(lines=(LINES[0]._replace(balance_after=6), LINES[1])),
        ENTRY._replace(lines=(LINES[0]._replace(effective_on=date(2026, 11, 4)), LINES[1])),
    ],
)
def test_any_change_changes_the_leaf(changed: SealedEntry) -> None:
    assert leaf(changed) != leaf(ENTRY)


def test_lines_and_zones_are_brought_into_one_form() -> None:
    moved = ENTRY._replace(lines=LINES[::-1], posted_at=ENTRY.posted_at.astimezone(UTC))
    assert leaf(moved) == leaf(ENTRY)


def test_chain_holds_what_came_before() -> None:
    leaves = [leaf(ENTRY), bytes(32)]
    top = root(leaves)
    said = f'["onecloak-books-seal-1","{ID_A}",3,2,"{top.hex()}","{bytes(32).hex()}"]'
    made = chain(union_id=A, block=3, rows=2, root=top, previous=bytes(32))
    assert made == sha256(said.encode()).digest()
    assert made != chain(union_id=A, block=3, rows=2, root=top, previous=b"\x01" * 32)
    assert parted(b"".join(leaves)) == leaves
    assert top != root(leaves[::-1])
