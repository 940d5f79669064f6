"""The page of the seals, and the archive that comes from it."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from commonpurse.seals.actions import recounts, seals
from commonpurse.seals.queries import sheets
from tests.commonpurse.seals.actions.test_archives import books_of, give
from tests.commonpurse.seals.actions.test_recounts import spoil
from tests.commonpurse.seals.conftest import AsOwner, Sealed
from unions.founding.models.audit_event import AuditEvent

pytestmark = pytest.mark.usefixtures("late_november")
NOVEMBER = {"first": "2026-11", "last": "2026-11"}


@pytest.fixture
def late_november() -> Iterator[None]:
    """The months that are offered end with this one."""
    with time_machine.travel("2026-11-28 12:00"):
        yield


def page(books: Sealed, who: str = "hana") -> str:
    answer = books.cast.client(who).get(books.cast.url("purse/seals/"))
    assert answer.status_code == 200
    return answer.content.decode()


def fetch(books: Sealed, who: str, months: dict[str, str]) -> Any:
    return books.cast.client(who).post(books.cast.url("purse/seals/archive/"), months)


def test_the_page_tells_the_head_and_what_the_recount_found(
    books: Sealed, as_owner: AsOwner
) -> None:
    assert "Not recounted yet" in page(books)
    with books.cast.scope():
        recounts.verify()
        head = sheets.sheet().blocks[0].hash
    said = page(books)
    assert "The chain is whole" in said
    assert head in said
    assert "7 entries are under seal, up to block 1." in " ".join(said.split())
    third = books.spends[2]
    spoil(as_owner, f"UPDATE commonpurse_journalentry SET kind = 'gift' WHERE id = '{third}'")
    with books.cast.scope():
        recounts.verify()
    assert "Something does not fit" in page(books)


def test_a_statement_bears_the_newest_seal_and_the_key(books: Sealed) -> None:
    with books.cast.scope():
        line = sheets.chain_line()
    said = books.cast.client("hana").get(books.cast.url("purse/books/2026-11/")).content.decode()
    assert len(line.head_in_groups.split()) == len(line.key_in_groups.split()) == 8
    assert line.head_in_groups in said
    assert line.key_in_groups in said


def test_who_holds_heads_is_told_with_the_newest_only(books: Sealed) -> None:
    assert "No other region holds a seal" in page(books)
    with books.cast.scope():
        seals.keep_anchor(block=1, head="ab" * 32, holder="https://north.example")
    books.post("more")
    books.seal(blocks=1)
    with books.cast.scope():
        seals.keep_anchor(block=2, head="ab" * 32, holder="https://north.example")
    said = page(books)
    assert "up to block 2, since" in said.replace("\n", " ").replace("  ", " ")
    assert said.count("https://north.example") == 1


def test_members_and_keepers_get_an_archive_each_as_much_as_they_may_see(books: Sealed) -> None:
    give(books)
    for who, shown, withheld in (("hana", 7, 1), ("dev", 8, 0)):
        answer = fetch(books, who, NOVEMBER)
        assert answer["Content-Type"] == "application/zip"
        assert "harbour-lights-2026-11-2026-11-books.zip" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
        told = books_of(answer.content)
        assert (len(told["entries"]), told["withheld"]) == (shown, withheld)
    with zipfile.ZipFile(io.BytesIO(fetch(books, "hana", NOVEMBER).content)) as archive:
        assert sorted(archive.namelist()) == [
            "README.txt", "books.json", "signature.json", "verify_books.py",
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ({}, "required"),
        ({"first": "2026-11", "last": "2026-10"}, "before the first month"),
        ({"first": "1900-01", "last": "2026-11"}, "1900-01"),
        ({"first": "=cmd", "last": "\u202e"}, "=cmd"),
    ],
)
def test_months_that_cannot_be_are_refused_with_words(
    books: Sealed, months: dict[str, str], words: str
) -> None:
    answer = fetch(books, "hana", months)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_programs_read_the_head(books: Sealed) -> None:
    with books.cast.scope():
        recounts.verify()
    answer = books.cast.client("hana").get(f"/api/v1{books.cast.url('purse/seals/')}")
    told = answer.json()
    assert (told["block"], told["entries"], told["wrong"]) == (1, 7, "")
    assert len(told["head"]) == len(told["key"]) == 64
    assert told["checked_at"].startswith("20")


def ask(books: Sealed, who: str, months: Any, key: str | None = "k-1") -> Any:
    return books.cast.client(who).post(
        f"/api/v1{books.cast.url('purse/seals/archive/')}",
        months,
        content_type="application/json",
        headers={} if key is None else {"Idempotency-Key": key},
    )


def test_programs_get_the_archive_that_the_page_gives(books: Sealed) -> None:
    give(books)
    for who, shown, withheld in (("hana", 7, 1), ("dev", 8, 0)):
        for answer in (ask(books, who, NOVEMBER), ask(books, who, NOVEMBER)):
            assert answer.status_code == 200
            assert answer["Content-Type"] == "application/zip"
            assert "harbour-lights-2026-11-2026-11-books.zip" in answer["Content-Disposition"]
            told = books_of(answer.content)
            assert (len(told["entries"]), told["withheld"]) == (shown, withheld)
    with books.cast.scope():
        assert AuditEvent.objects.filter(act="archive.made").count() == 2
    other = {"first": "2026-10", "last": "2026-11"}
    assert ask(books, "dev", other).json()["code"] == "key-used"
    assert ask(books, "dev", other, key="k-2").status_code == 200
    assert ask(books, "dev", other, key=None).json()["code"] == "key-missing"
    assert ask(books, "dev", [1], key="k-3").status_code == 422
    for wrong in ({}, {"first": "2026-11", "last": "2026-10"}, {"first": "\0", "last": "2026-11"}):
        answer = ask(books, "dev", wrong, key="k-4")
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
