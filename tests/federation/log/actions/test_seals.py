"""The sealer: what it places, signs and refuses to sign; a crash between any two steps."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from federation.log.actions import key_statements, log_entries, seals
from federation.log.models.entry_bytes import EntryBytes
from federation.log.models.log_entry import LogEntry
from federation.log.models.outbox_line import OutboxLine
from federation.log.models.seal import Seal
from federation.log.queries import trees
from federation.log.refusals import LogNotReady, SignerRefused
from federation.log.rules import journal
from federation.protocol import checkpoint, entries
from federation.protocol.keys import public
from federation.protocol.merkle import Edge, leaf_hash
from federation.wire import identity
from tests.federation.conftest import seal_now
from unions.tenancy.ids import uuid7


def summary(of_union: Any, members: int, k: str = "2026-W46") -> None:
    """Let a summary wait."""
    log_entries.append(s="summary/1", k=k, body={"members": members}, of_union=of_union)


def test_the_first_seal_begins_with_the_keys_and_ends_with_a_seal_line(begun: Any) -> None:
    (sealed,) = seal_now()

    assert list(LogEntry.objects.order_by("index").values_list("s", flat=True)) == [
        "keys/1",
        "seal/1",
    ]
    x = identity.x_of(identity.key(identity.LOG))
    read = checkpoint.verify(sealed.note, log="us.example/fed/log/1", keys=[public(x)])
    assert (read.size, read.root) == (2, bytes(sealed.root))
    assert not OutboxLine.objects.exists()


def test_nothing_is_sealed_before_there_are_keys(instance: str) -> None:
    with pytest.raises(LogNotReady):
        seals.place(now=identity.now())


def test_lines_are_numbered_per_union_and_key(begun: Any) -> None:
    one, two = uuid7(), uuid7()
    summary(one, 10)
    summary(two, 20)
    seal_now()
    summary(one, 11)
    summary(one, 12, k="2026-W47")
    seal_now()

    rows = LogEntry.objects.filter(s="summary/1").order_by("index")
    assert list(rows.values_list("u", "q", "k", "rev")) == [
        (1, 1, "2026-W46", 1),
        (2, 1, "2026-W46", 1),
        (1, 2, "2026-W46", 2),
        (1, 3, "2026-W47", 1),
    ]


def test_every_seal_extends_the_one_before(begun: Any) -> None:
    for members in range(5, 12):
        summary(uuid7(), members)
        seal_now()

    lines = [bytes(b.line) for b in EntryBytes.objects.order_by("entry__index")]
    for sealed in Seal.objects.all():
        assert Edge().extend(map(leaf_hash, lines[: sealed.size])).root == bytes(sealed.root)
        assert entries.read(lines[sealed.size - 1]).s == "seal/1"
    assert trees.edge_at(epoch=1, size=len(lines)) == Edge().extend(map(leaf_hash, lines))


def test_a_crash_before_signing_is_finished_by_the_next_run(begun: Any) -> None:
    size = seals.place(now=identity.now())
    summary(uuid7(), 10)

    assert seals.place(now=identity.now()) == size
    (sealed,) = seals.sign(now=identity.now())

    assert sealed.size == size
    assert OutboxLine.objects.count() == 1


def test_a_crash_between_journal_and_note_is_finished_by_the_next_run(begun: Any) -> None:
    size = seals.place(now=identity.now())
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        seals.sign(now=identity.now())
        raise ZeroDivisionError
    signed = journal.newest(identity.journal())
    assert signed is not None
    assert signed.size == size
    assert not Seal.objects.exists()

    seals.sign(now=identity.now())

    assert Seal.objects.get().size == size
    assert identity.journal().read_text(encoding="ascii").count("\n") == 1


def test_a_line_cut_off_in_the_journal_is_written_anew(begun: Any) -> None:
    seal_now()
    with identity.journal().open("a", encoding="ascii") as file:
        file.write("1 4 cut")
    summary(uuid7(), 10)

    seal_now()

    assert [line.split(" ")[1] for line in identity.journal().read_text().splitlines()] == [
        "2",
        "4",
    ]


def test_a_database_behind_its_journal_is_not_signed(begun: Any) -> None:
    seal_now()
    journal.record(identity.journal(), journal.Signed(1, 9, b"\x01" * 32))
    summary(uuid7(), 10)

    with pytest.raises(SignerRefused):
        seal_now()


def test_another_root_at_a_journaled_size_is_not_signed(begun: Any) -> None:
    seal_now()
    journal.record(identity.journal(), journal.Signed(1, 3, b"\x01" * 32))
    summary(uuid7(), 10)

    with pytest.raises(SignerRefused):
        seal_now()


def test_bytes_that_changed_before_signing_are_not_signed(begun: Any) -> None:
    seals.place(now=identity.now())
    spoilt = EntryBytes.objects.order_by("entry__index").first()
    assert spoilt is not None
    EntryBytes.objects.filter(pk=spoilt.pk).update(line=bytes(spoilt.line).replace(b"1", b"2"))

    with pytest.raises(SignerRefused):
        seals.sign(now=identity.now())
    assert not Seal.objects.exists()


def test_the_app_cannot_change_or_delete_a_line(begun: Any) -> None:
    seal_now()
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.update(k="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.all().delete()


def test_keys_are_readable_by_this_account_only(begun: Any) -> None:
    folder = Path(str(settings.FEDERATION["key_dir"]))
    assert {path.name for path in folder.iterdir()} == {"request.key", "log.key"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_keys_are_made_once(begun: Any) -> None:
    with pytest.raises(Exception, match="keys already"):
        key_statements.begin()
