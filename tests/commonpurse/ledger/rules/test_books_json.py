"""JSON for programs: whole numbers, units beside them, a version that says what to expect."""

import json
from typing import Any, NoReturn

from commonpurse.ledger.rules import books_json
from commonpurse.ledger.rules.books import Books
from tests.commonpurse.ledger.made_books import HOSTILE, hostile, made


def read(books: Books) -> dict[str, Any]:
    def refuse(text: str) -> NoReturn:
        raise AssertionError(f"{text} is a float")

    return dict(json.loads("".join(books_json.render(books)), parse_float=refuse))


def test_lines_lead_from_opening_to_closing() -> None:
    found = read(hostile())
    held = {account["code"]: account["opening"] for account in found["accounts"]}
    for entry in found["entries"]:
        for line in entry["lines"]:
            held[line["account"]] += line["amount"]
    assert held == {account["code"]: account["closing"] for account in found["accounts"]}


def test_each_entry_balances_in_each_unit() -> None:
    found = read(hostile())
    units = {account["code"]: account["unit"] for account in found["accounts"]}
    for entry in found["entries"]:
        for unit in units.values():
            lines = [line for line in entry["lines"] if units[line["account"]] == unit]
            assert sum(line["amount"] for line in lines) == 0


def test_shape_is_what_the_guide_says() -> None:
    found = read(hostile())
    assert found["schema"] == "one-cloak.books/2"
    assert set(found) == {
        "schema", "union", "period", "notes", "units", "funds", "accounts", "entries",
    }  # fmt: skip
    assert found["period"] == {"first_on": "2026-03-01", "last_on": "2026-04-30"}
    assert found["units"][0] == {"code": "GBP", "kind": "money", "scale": 2}
    assert set(found["accounts"][0]) == {
        "id", "code", "path", "kind", "name", "unit", "fund", "begins_on", "ends_on", "opening",
        "closing",
    }  # fmt: skip
    assert set(found["entries"][0]) == {
        "id", "on", "kind", "title", "by", "private", "entries", "reverses", "reversed_by",
        "lines",
    }  # fmt: skip
    assert found["funds"] == [
        {"code": "roof", "name": "Roof", "purpose": "=A1", "restricted": True}
    ]


def test_words_come_back_sign_by_sign() -> None:
    assert set(HOSTILE) <= {entry["title"] for entry in read(hostile())["entries"]}


def test_reversals_are_linked_both_ways() -> None:
    entries = {entry["id"]: entry for entry in read(hostile())["entries"]}
    (back,) = (entry for entry in entries.values() if entry["reverses"])
    assert entries[back["reverses"]]["reversed_by"] == back["id"]


def test_empty_books_are_whole() -> None:
    found = read(made([]))
    assert (found["accounts"], found["entries"]) == ([], [])
