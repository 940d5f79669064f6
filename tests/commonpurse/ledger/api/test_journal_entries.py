"""The journal for programs: paged by a cursor, folded as on the page, written with a key."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"
SENT = {"why": "entered twice", "on": "2026-11-20"}


@pytest.fixture
def books(harbour: Cast) -> PurseAccounts:
    with harbour.scope():
        return fill(harbour, 100_000)


def post(cast: Cast, purse: PurseAccounts, *, kind: str = "spend", **draft: Any) -> UUID:
    asked = {
        "key": str(uuid4()),
        "kind": kind,
        "memo": Memo(kind, words="Van hire"),
        "effective_on": date(2026, 11, 5),
        "lines": moving(1_250, out_of=purse.purse, into=purse.bank),
        **draft,
    }
    with cast.scope():
        return journal_entries.post(entry=Draft(**asked), by=cast.dev).entry_id


def url(cast: Cast, path: str) -> str:
    return f"/api/v1/u/{cast.union.slug}/purse/{path}"


def read(cast: Cast, who: str, path: str, status: int = 200) -> Any:
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).get(url(cast, path))
    assert answer.status_code == status
    return answer.json()


def reverse(
    cast: Cast, who: str, entry_id: UUID, sent: Any = SENT, key: str | None = "k-1"
) -> tuple[int, Any]:
    headers = {} if key is None else {"Idempotency-Key": key}
    with time_machine.travel(TODAY, tick=False):
        answer = cast.client(who).post(
            url(cast, f"entries/{entry_id}/reverse/"),
            sent,
            content_type="application/json",
            headers=headers,
        )
    return answer.status_code, answer.json()


def reversals(cast: Cast) -> int:
    with cast.scope():
        return JournalEntry.objects.filter(reverses__isnull=False).count()


def test_pages_follow_each_other_to_the_end(harbour: Cast, books: PurseAccounts) -> None:
    ids = [post(harbour, books) for _ in range(30)]
    first = read(harbour, "hana", "journal/")
    assert (len(first["rows"]), first["total"]) == (25, None)
    rest = read(harbour, "hana", f"journal/?after={first['more']}")
    assert rest["more"] is None
    listed = [row["entry_id"] for page in (first, rest) for row in page["rows"]]
    assert listed[:30] == [str(entry_id) for entry_id in reversed(ids)]


def test_a_row_in_whole_smallest_parts(harbour: Cast, books: PurseAccounts) -> None:
    entry_id = post(harbour, books)
    (row,) = read(harbour, "hana", "journal/?kind=spend")["rows"]
    assert row == {
        "entry_id": str(entry_id),
        "on": "2026-11-05",
        "kind": "spend",
        "title": "Van hire",
        "by": "Dev",
        "entries": 1,
        "private": False,
        "moves": [
            {
                "unit": "GBP",
                "scale": 2,
                "amount": 1_250,
                "out_of": [{"id": str(books.purse), "name": "Common purse", "kind": "purse"}],
                "into": [{"id": str(books.bank), "name": "Bank", "kind": "external"}],
            }
        ],
        "reverses_id": None,
        "reversed_by_id": None,
    }


def test_private_ones_fold_for_members_and_stand_open_for_keepers(
    harbour: Cast, books: PurseAccounts
) -> None:
    gift = post(harbour, books, kind="gift")
    (row,) = read(harbour, "hana", "journal/?kind=gift")["rows"]
    assert (row["entry_id"], row["by"], row["moves"][0]["amount"]) == (None, "", None)
    assert row["on"] == "2026-11-20"
    assert read(harbour, "hana", f"entries/{gift}/", 404)["code"] == "not-found"
    assert read(harbour, "dev", f"entries/{gift}/")["title"] == "Van hire"
    asked = read(harbour, "hana", "journal/?amount_from=1")
    assert asked["leaves_private_out"]
    assert len(asked["rows"]) == 1


def test_an_entry_with_its_lines(harbour: Cast, books: PurseAccounts) -> None:
    entry_id = post(harbour, books)
    found = read(harbour, "hana", f"entries/{entry_id}/")
    assert [
        (line["account"], line["amount"], line["balance_after"]) for line in found["lines"]
    ] == [
        ("Common purse", -1_250, None),
        ("Bank", 1_250, None),
    ]
    seen = read(harbour, "dev", f"entries/{entry_id}/")
    assert [line["balance_after"] for line in seen["lines"]] == [98_750, -98_750]


@pytest.mark.parametrize(
    "asked",
    [
        "from_on=x",
        "kind=theft",
        "account_id=x",
        "amount_from=0",
        "amount_from=1.5",
        f"amount_to={2**63}",
        "after=x",
        "after=2026-11-05.1.aa",
        f"after=9999-12-31.1.{'0' * 32}",
        "only_pairs=perhaps",
        "words=" + "x" * 201,
    ],
)
def test_what_cannot_be_asked_is_named_by_field(
    harbour: Cast, books: PurseAccounts, asked: str
) -> None:
    answer = read(harbour, "hana", f"journal/?{asked}", 422)
    assert list(answer["fields"]) == [asked.split("=", maxsplit=1)[0]]


def test_a_reversal_needs_a_key(harbour: Cast, books: PurseAccounts) -> None:
    entry_id = post(harbour, books)
    for key in (None, "", " ", "k" * 101, "sch\u00f6n"):
        sent = key.encode().decode("latin-1") if key else key
        status, answer = reverse(harbour, "dev", entry_id, key=sent)
        assert (status, answer["code"]) == (400, "key-missing")
        assert "Idempotency-Key" in answer["detail"]
    assert reversals(harbour) == 0


def test_the_same_key_answers_the_same_and_other_content_clashes(
    harbour: Cast, books: PurseAccounts
) -> None:
    entry_id, other = post(harbour, books), post(harbour, books)
    first = reverse(harbour, "dev", entry_id)
    assert first[0] == 201
    assert first[1]["reverses_id"] == str(entry_id)
    assert first[1]["title"] == "Reversal: entered twice"
    assert [reverse(harbour, "dev", entry_id) for _ in range(3)] == [first] * 3
    for changed in ({**SENT, "why": "wrong"}, {**SENT, "on": "2026-11-19"}):
        status, answer = reverse(harbour, "dev", entry_id, changed)
        assert (status, answer["code"]) == (409, "key-used")
    assert reverse(harbour, "dev", other)[0] == 409
    assert reversals(harbour) == 1
    assert reverse(harbour, "dev", entry_id, key="k-2")[1]["code"] == "already-reversed"
    # A key is its sender's own: another keeper's is another.
    assert reverse(harbour, "ana", other)[0] == 201


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"why": "wrong"},
        {"on": "2026-11-20"},
        {"why": " ", "on": "2026-11-20"},
        {"why": "x" * 201, "on": "2026-11-20"},
        {"why": "wrong", "on": "2026-11-21"},
        {"why": "wrong", "on": "1900-01-01"},
        {"why": "wrong", "on": "2026-11-04"},
        [],
    ],
)
def test_a_bad_reversal_is_refused_and_nothing_written(
    harbour: Cast, books: PurseAccounts, sent: Any
) -> None:
    assert reverse(harbour, "dev", post(harbour, books), sent)[0] == 422
    assert reversals(harbour) == 0


@pytest.mark.parametrize(
    ("on", "words"),
    [("1900-01-01", "The books cover the years 2000 to 2099."), ("2026-11-21", "has not come yet")],
)
def test_what_is_wrong_with_a_day_is_said(
    harbour: Cast, books: PurseAccounts, on: str, words: str
) -> None:
    _, answer = reverse(harbour, "dev", post(harbour, books), {"why": "wrong", "on": on})
    assert words in answer["fields"]["on"][0]


def test_what_has_a_source_is_undone_there(harbour: Cast, books: PurseAccounts) -> None:
    entry_id = post(harbour, books, source=Source("pledge", uuid4()))
    status, answer = reverse(harbour, "dev", entry_id)
    assert (status, answer["code"]) == (422, "undone-elsewhere")


def test_closed_to_guests_strangers_and_members(
    harbour: Cast, millrace: Cast, guest: Client, books: PurseAccounts
) -> None:
    entry_id = post(harbour, books)
    for path in ("journal/", f"entries/{entry_id}/"):
        assert guest.get(url(harbour, path)).status_code == 401
        assert millrace.client("kit").get(url(harbour, path)).status_code == 404
    assert read(millrace, "kit", f"entries/{entry_id}/", 404)["code"] == "not-found"
    assert reverse(harbour, "hana", entry_id)[0] == 403
    assert reverse(millrace, "kit", entry_id)[0] == 404
    assert reversals(harbour) == 0
