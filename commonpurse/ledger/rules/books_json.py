"""The books as JSON for programs; the shape is told in docs/guides/exports.md."""

import json
from collections.abc import Iterator
from typing import Any

from commonpurse.ledger.rules.books import BookEntry, BookLine, Books
from commonpurse.ledger.rules.journal_names import names_of

# The number rises when a field goes or changes its meaning; new fields may come at any time.
SCHEMA = "one-cloak.books/2"


def render(books: Books) -> Iterator[str]:
    """One object, piece by piece; amounts are whole numbers in the smallest part of their unit.
    Reads `books.entries` once."""
    head = json.dumps(_head(books), ensure_ascii=False, indent=1)
    yield head.removesuffix("\n}") + ',\n "entries": ['
    mark = "\n"
    for entry in books.entries:
        yield f"{mark}  {json.dumps(_entry(entry), ensure_ascii=False)}"
        mark = ",\n"
    yield "\n ]\n}\n"


def _head(books: Books) -> dict[str, Any]:
    paths = names_of(books).accounts
    return {
        "schema": SCHEMA,
        "union": {"slug": books.slug, "name": books.title},
        "period": {
            "first_on": books.period.first_on.isoformat(),
            "last_on": books.period.last_on.isoformat(),
        },
        "notes": list(books.notes),
        "units": [
            {"code": unit.code, "kind": unit.kind.value, "scale": unit.scale}
            for unit in books.units
        ],
        "funds": [
            {
                "code": fund.code,
                "name": fund.name,
                "purpose": fund.purpose,
                "restricted": fund.restricted,
            }
            for fund in books.funds
        ],
        "accounts": [
            {
                "id": str(account.id),
                "code": account.code,
                "path": paths[account.id].split(":"),
                "kind": account.kind.value,
                "name": account.name,
                "unit": account.unit,
                "fund": account.fund or None,
                "begins_on": account.begins_on.isoformat(),
                "ends_on": account.ends_on.isoformat() if account.ends_on else None,
                "opening": account.opening,
                "closing": account.closing,
            }
            for account in books.accounts
        ],
    }


def _entry(entry: BookEntry) -> dict[str, Any]:
    return {
        "id": _id(entry.id),
        "on": entry.on.isoformat(),
        "kind": entry.kind,
        "title": entry.title,
        "by": list(entry.by),
        "private": entry.private,
        "entries": entry.entries,
        "reverses": _id(entry.reverses_id),
        "reversed_by": _id(entry.reversed_by_id),
        "lines": [_line(line) for line in entry.lines],
    }


def _line(line: BookLine) -> dict[str, Any]:
    return {"account": line.account.code, "amount": line.amount, "balance": line.balance}


def _id(found: object) -> str | None:
    return str(found) if found else None
