"""Which lines may be written, and what a reader passes over."""

from dataclasses import replace
from typing import Any

import pytest

from federation.protocol import entries, schemas
from federation.protocol.canonical import Malformed, encode
from federation.protocol.entries import Entry

SALT = "A" * 22
SUMMARY = Entry("summary/1", "2026-W46", 1, SALT, {"members": 41}, u=1, q=1)
CARD: dict[str, Any] = {
    "id": "019ab2d4-7c00-7a51-8e02-5b1f0c6d9a10",
    "name": "Millrace",
    "region": "westvale",
    "area": "GB-WLS",
    "cur": "GBP",
    "tz": "Europe/London",
    "langs": ["en"],
    "period": "week",
    "status": "active",
    "consent": [],
    "hubs": [],
}


def test_a_summary_is_written_and_read_back() -> None:
    assert entries.read(entries.write(SUMMARY)) == SUMMARY


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"members": -1},
        {"members": 1.0},
        {"note": "free text"},
        {"members": 5, "name": "Hana"},
        {"work": {"work.hours": {"n": 5, "sum": 5}}},
        {"work": {"work.min": {"n": 5, "sum": 5, "who": "Hana"}}},
        {"purse": {"GBP": {}}},
        {"purse": {"gbp": {"in": 5}}},
        {"goods": {"boats": {"lent": 5}}},
        {"unmet": {"luxury": 5}},
        {"crisis": "war"},
    ],
)
def test_what_a_writer_may_not_write(body: dict[str, Any]) -> None:
    with pytest.raises((schemas.SchemaRefused, Malformed)):
        entries.write(replace(SUMMARY, b=body))


@pytest.mark.parametrize(
    "name", ["Mill\nrace", "Mill\u202erace", "Cafe\u0301", "", "x" * 81, "a\x00b", "a\u2028b"]
)
def test_a_name_on_the_card_is_one_plain_line(name: str) -> None:
    card = Entry("union/1", "card", 1, SALT, CARD | {"name": name}, u=1, q=1)
    with pytest.raises(schemas.SchemaRefused):
        entries.write(card)


def test_a_card_may_tell_the_head_of_the_books() -> None:
    body = CARD | {"books": {"block": 7, "head": "ab" * 32}}
    card = Entry("union/1", "card", 1, SALT, body, u=1, q=1)

    assert entries.read(entries.write(card)) == card


@pytest.mark.parametrize(
    "books",
    [
        {},
        {"block": 7},
        {"block": 0, "head": "ab" * 32},
        {"block": 2**53, "head": "ab" * 32},
        {"block": 7, "head": "AB" * 32},
        {"block": 7, "head": "ab" * 31},
        {"block": 7, "head": "ab" * 32, "entries": 9},
        None,
    ],
)
def test_of_the_books_a_card_tells_nothing_else(books: Any) -> None:
    card = Entry("union/1", "card", 1, SALT, CARD | {"books": books}, u=1, q=1)
    with pytest.raises(schemas.SchemaRefused):
        entries.write(card)


@pytest.mark.parametrize(
    "changes",
    [
        {"u": None},
        {"q": None},
        {"to": "b.example"},
        {"salt": "A" * 21 + "B"},
        {"salt": "A" * 22 + "\n"},
        {"k": "a b"},
        {"rev": 0},
    ],
)
def test_what_the_envelope_does_not_allow(changes: dict[str, Any]) -> None:
    with pytest.raises(schemas.SchemaRefused):
        entries.write(replace(SUMMARY, **changes))


def test_a_reader_passes_over_members_and_codes_of_a_later_release() -> None:
    body = {"members": 5, "joy": {"n": 3}, "goods": {"boats": {"lent": 7}}, "crisis": "over"}
    later = encode(replace(SUMMARY, b=body).envelope | {"x": 1})

    assert entries.read(later).b == body


@pytest.mark.parametrize("line", [b"", b"x" * 16_385, b"a\nb", b"a\rb"])
def test_what_cannot_be_a_line(line: bytes) -> None:
    with pytest.raises(Malformed):
        entries.check_line(line)


@pytest.mark.parametrize(
    "line",
    [
        b'{"h":"' + b"A" * 42 + b'B"}',
        b'{"h":"' + b"A" * 42 + b'A" }',
        b'{"h":"' + b"A" * 43 + b'"}\n',
        b'{"h":"","s":"x"}',
    ],
)
def test_only_the_exact_form_is_withheld(line: bytes) -> None:
    assert entries.withheld_leaf(line) is None
