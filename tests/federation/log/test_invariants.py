"""Each law of our log fails on a row that was spoilt by hand."""

from collections.abc import Callable
from typing import Any

import pytest

from federation.log import invariants
from federation.log.actions import log_entries
from federation.log.models.entry_bytes import EntryBytes
from federation.wire import identity
from tests.federation.conftest import seal_now
from unions.tenancy.ids import uuid7

Owner = Callable[[], Any]


@pytest.fixture
def sealed(begun: object) -> None:
    """A log of two nights."""
    seal_now()
    log_entries.append(s="summary/1", k="2026-10", body={"members": 9}, of_union=uuid7())
    seal_now()


def test_a_whole_log_breaks_no_law(sealed: None) -> None:
    assert not [
        *invariants.lines_are_their_leaves(),
        *invariants.seals_cover_their_lines(),
        *invariants.journal_is_the_newest_seal(),
    ]


def test_lines_are_their_leaves(sealed: None) -> None:
    row = EntryBytes.objects.get(entry__index=2)
    EntryBytes.objects.filter(pk=row.pk).update(line=bytes(row.line).replace(b"9", b"8"))

    (breach,) = invariants.lines_are_their_leaves()

    assert breach.row == "log line 1/2"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE federation_logentry SET leaf = decode(repeat('00', 32), 'hex') WHERE index = 1",
        "UPDATE federation_seal SET root = decode(repeat('00', 32), 'hex') WHERE size = 4",
        "UPDATE federation_seal SET note = replace(note, 'us.example', 'no.example')",
        "UPDATE federation_seal SET size = 9 WHERE size = 4",
    ],
)
def test_seals_cover_their_lines(sealed: None, as_owner: Owner, statement: str) -> None:
    with as_owner() as cursor:
        cursor.execute(statement)

    assert list(invariants.seals_cover_their_lines())


def test_journal_is_the_newest_seal(sealed: None) -> None:
    identity.journal().write_text("1 2 " + "A" * 43 + "\n", encoding="ascii")

    assert list(invariants.journal_is_the_newest_seal())
