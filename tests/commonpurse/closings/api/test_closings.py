"""Closing a month by a program: with a key, by keepers, once."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from commonpurse.ledger.queries import months
from tests.cast import Cast
from tests.commonpurse.closings.conftest import TODAY


def close(client: Client, cast: Cast, month: str = "2026-10", key: str | None = "k-1") -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    path = f"/api/v1/u/{cast.union.slug}/purse/months/{month}/close/"
    with time_machine.travel(TODAY, tick=False):
        return client.post(path, headers=headers)


def test_a_repeat_answers_alike(autumn: Cast) -> None:
    client = autumn.client("dev")
    first, again = close(client, autumn), close(client, autumn)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert first.json()["month"] == "2026-10-01"
    assert first.json()["closed_by"] == "Dev"


@pytest.mark.parametrize("key", [None, "", "two words", "x" * 101])
def test_without_a_key_nothing_is_changed_and_a_sentence_says_why(
    autumn: Cast, key: str | None
) -> None:
    answer = close(autumn.client("dev"), autumn, key=key)
    assert answer.status_code == 400
    assert answer.json()["code"] == "key-missing"
    assert "Idempotency-Key" in answer.json()["detail"]
    with autumn.scope():
        assert months.last_closed() is None


def test_the_key_of_one_month_closes_no_other(autumn: Cast) -> None:
    client = autumn.client("dev")
    assert close(client, autumn, "2026-09").status_code == 200
    assert close(client, autumn, "2026-10").status_code == 409


@pytest.mark.parametrize(("month", "status"), [("2026-11", 422), ("2026-13", 404), ("x", 404)])
def test_what_cannot_be_closed(autumn: Cast, month: str, status: int) -> None:
    assert close(autumn.client("dev"), autumn, month).status_code == status


def test_only_keepers_of_this_union(autumn: Cast, millrace: Cast, guest: Client) -> None:
    assert close(guest, autumn).status_code == 401
    assert close(autumn.client("hana"), autumn).status_code == 403
    assert close(millrace.client("kit"), autumn).status_code == 404


def read(cast: Cast, path: str, who: str = "hana") -> Any:
    with time_machine.travel(TODAY, tick=False):
        return cast.client(who).get(f"/api/v1/u/{cast.union.slug}/{path}")


def test_months_and_statement_say_what_is_closed(autumn: Cast) -> None:
    close(autumn.client("dev"), autumn)
    found = read(autumn, "purse/months/").json()
    assert [(row["month"], row["is_closed"]) for row in found] == [
        ("2026-11-01", False),
        ("2026-10-01", True),
        ("2026-09-01", True),
        ("2026-08-01", True),
    ]
    statement = read(autumn, "purse/statements/2026-10/").json()
    assert statement["closed_by"] == "Dev"
    assert read(autumn, "purse/statements/2026-11/").json()["closed_at"] is None


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("purse/months/?unit=XYZ", 404),
        ("purse/statements/2026-10/?unit=XYZ", 404),
        ("purse/statements/2026-10/?after=-1", 422),
        ("purse/statements/2026-10/?after=x", 422),
        ("purse/statements/2026-10/?after=500", 200),
    ],
)
def test_bad_questions_are_refused(autumn: Cast, path: str, status: int) -> None:
    assert read(autumn, path).status_code == status
