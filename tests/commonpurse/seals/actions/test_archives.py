"""An archive is checked by its own file, offline, in a Python that knows nothing of us."""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN, PRIVATE
from commonpurse.seals.actions import archives
from commonpurse.seals.queries import archives as queries
from commonpurse.seals.queries import chains
from commonpurse.seals.refusals import NotSealedYet, TooLongATime
from commonpurse.seals.rules.archive import packed, written
from tests.amounts import tells
from tests.commonpurse.seals.conftest import Sealed
from unions import sealing

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
Spoil = Callable[[dict[str, Any]], object]


def make(books: Sealed, hidden: frozenset[Any] = NOTHING_HIDDEN) -> bytes:
    """The archive of November."""
    with books.cast.scope():
        return archives.make(first_on=FIRST, last_on=LAST, hidden=hidden, by=books.cast.dev)


def give(books: Sealed, key: str = "given", amount: int = 7_777) -> None:
    """A private entry: what one person gave."""
    draft = Draft(
        key=key,
        kind="contribution",
        memo=Memo("contribution"),
        effective_on=date(2026, 11, 4),
        lines=moving(amount, out_of=books.purse.bank, into=books.purse.purse),
    )
    with books.cast.scope():
        journal_entries.post(entry=draft, by=books.cast.dev)


def check(folder: Path, *options: str) -> tuple[int, str]:
    """Exit code and words of the file in the archive, with nothing of ours to be imported."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify_books.py"), *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    return done.returncode, done.stdout + done.stderr


def unpack(content: bytes, folder: Path) -> Path:
    """The files of the archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
    return folder


def books_of(content: bytes) -> dict[str, Any]:
    """What the archive says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return dict(json.loads(archive.read("books.json")))


def test_an_archive_checks_itself(books: Sealed, tmp_path: Path) -> None:
    content = make(books)
    with books.cast.scope():
        head = chains.head()
    assert head is not None
    folder = unpack(content, tmp_path)
    code, said = check(folder, "--head", head.hash)
    assert (code, said.splitlines()[0]) == (
        0,
        "Whole: 7 entries shown, 0 by their hash alone, in 1 of 1 blocks.",
    )
    key = said.splitlines()[2].split()[1]
    assert check(folder, "--key", key)[0] == 0
    assert check(folder, "--key", "00" * 32) == (1, "WRONG. Another key has signed this archive.\n")
    assert check(folder, "--head", "00" * 32)[0] == 1
    # As it is printed, in groups, and as somebody may type it.
    groups = [head.hash[at : at + 8] for at in range(0, 64, 8)]
    assert check(folder, "--head", *groups, "--key", key.upper())[0] == 0
    assert check(folder, "--head", f" {' '.join(groups).upper()}\n")[0] == 0
    assert check(folder, "--head", *groups[:-1])[0] == 2
    (tmp_path / "whole.zip").write_bytes(content)
    assert check(folder, str(tmp_path / "whole.zip"))[0] == 0
    assert make(books) == content


def test_what_is_private_goes_in_by_its_hash_alone(books: Sealed, tmp_path: Path) -> None:
    give(books)
    for_all, for_keepers = make(books, PRIVATE), make(books)
    assert tells(json.dumps(books_of(for_keepers)), 7_777)
    assert "sums" not in books_of(for_all)
    assert not tells(json.dumps(books_of(for_all)), 7_777)
    code, said = check(unpack(for_all, tmp_path))
    assert code == 0
    assert said.startswith("Whole: 7 entries shown, 1 by their hash alone, in 2 of 2")


def spend(books: Sealed, key: str) -> None:
    """A public entry, whose line says what the purse holds after it."""
    draft = Draft(
        key=key,
        kind="spend",
        memo=Memo("spend", words=key),
        effective_on=date(2026, 11, 5),
        lines=moving(40, out_of=books.purse.purse, into=books.purse.bank),
    )
    with books.cast.scope():
        journal_entries.post(entry=draft, by=books.cast.dev)


def balances_shown(books: Sealed) -> list[int]:
    """What the purse holds after each of its lines that a member's archive shows, in order."""
    texts = [json.loads(entry["text"]) for entry in books_of(make(books, PRIVATE))["entries"]]
    lines = [line for text in texts for line in text[-1] if line[0] == str(books.purse.purse)]
    return [balance for _, _, _, _, balance, _ in sorted(lines, key=lambda line: line[3])]


def test_no_balance_tells_what_a_single_one_gave(books: Sealed, tmp_path: Path) -> None:
    before = balances_shown(books)
    give(books)
    spend(books, "behind one")
    assert balances_shown(books) == before
    for number in range(2):
        give(books, f"more {number}", 3_000 + number)
    spend(books, "behind three")
    # One balance behind all three: what they gave together, and nothing of any of them.
    there = before[-1] - 2 * 40 + 7_777 + 3_000 + 3_001
    assert balances_shown(books) == [*before, there]
    code, said = check(unpack(make(books, PRIVATE), tmp_path))
    assert (code, "4 by their hash alone" in said) == (0, True)


def test_entries_of_other_months_are_left_out_and_the_chain_stays(
    books: Sealed, tmp_path: Path
) -> None:
    with books.cast.scope():
        content = archives.make(
            first_on=date(2026, 10, 1),
            last_on=date(2026, 10, 31),
            hidden=NOTHING_HIDDEN,
            by=books.cast.dev,
        )
    code, said = check(unpack(content, tmp_path))
    assert code == 0
    assert said.startswith("Whole: 0 entries shown")
    assert "leaves" not in books_of(content)["seals"][0]


def forge_amount(told: dict[str, Any]) -> None:
    entry = told["entries"][3]
    array = json.loads(entry["text"])
    array[15][0][2] *= 2
    array[15][1][2] *= 2
    entry["text"] = json.dumps(array, ensure_ascii=False, separators=(",", ":"))


SPOILT: dict[str, tuple[Spoil, str]] = {
    "amount": (forge_amount, "place 4 of block 1 is not what was sealed"),
    "order": (
        lambda told: told["entries"][2].update(place=4) or told["entries"][3].update(place=3),
        "is not what was sealed",
    ),
    "twice": (
        lambda told: told["entries"].append(told["entries"][0]),
        "place 1 of block 1 has no place of its own",
    ),
    "left out": (lambda told: told["entries"].pop(), "does not end as it should"),
    "root": (lambda told: told["seals"][0].update(root="00" * 32), "does not follow from"),
    "no chain": (lambda told: told["seals"].clear(), "has no place of its own"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_changed_archive_is_found_even_when_signed_anew(
    books: Sealed, tmp_path: Path, name: str
) -> None:
    """Whoever holds the key could sign anew; the chain finds them all the same."""
    spoil, words = SPOILT[name]
    told = books_of(make(books))
    spoil(told)
    content = written(told)
    purpose = f"books:{books.cast.union.pk}"
    key, signature = sealing.public_key(purpose), sealing.sign(content, purpose=purpose)
    code, said = check(unpack(packed(content, key=key, signature=signature), tmp_path))
    assert code == 1
    assert words in said


def test_a_changed_file_breaks_the_signature(books: Sealed, tmp_path: Path) -> None:
    folder = unpack(make(books), tmp_path)
    place = folder / "books.json"
    place.write_bytes(place.read_bytes().replace(b"Harbour", b"Harbor!"))
    code, said = check(folder)
    assert (code, said.startswith("WRONG. The signature does not fit")) == (1, True)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"format": 5}'])
def test_rubbish_gets_a_sentence_and_no_traceback(
    books: Sealed, tmp_path: Path, content: bytes
) -> None:
    folder = unpack(make(books), tmp_path)
    (folder / "books.json").write_bytes(content)
    code, said = check(folder)
    assert code == 1
    assert said.startswith("WRONG. This ")
    assert "Traceback" not in said


def test_too_many_entries_and_entries_that_wait_are_refused(
    books: Sealed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with books.cast.scope():
        late = Draft(
            "late", "spend", Memo("spend"), FIRST,
            moving(5, out_of=books.purse.purse, into=books.purse.bank),
        )  # fmt: skip
        journal_entries.post(entry=late, by=books.cast.dev)
        with pytest.raises(NotSealedYet):
            archives.make(first_on=FIRST, last_on=LAST, hidden=NOTHING_HIDDEN, by=books.cast.dev)
    monkeypatch.setattr(queries, "ENTRIES_MAX", 3)
    with pytest.raises(TooLongATime):
        make(books)
