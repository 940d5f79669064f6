"""Two CSV files that spreadsheets and programs read alike."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from commonpurse.ledger.rules import books_csv
from tests.commonpurse.ledger.made_books import HOSTILE, hostile, made

FORMULA_SIGNS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
NUMBERS = {"number", "amount", "entries", "lines"}


def read(pieces: Iterable[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(pieces), newline="")))


def test_lines_of_each_account_add_up_to_what_it_holds() -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in read(books_csv.lines(hostile())):
        sums[row["account"]] += Decimal(row["amount"])
    books = hostile()
    wanted = {
        known.code: Decimal(known.closing).scaleb(-known.scale)
        for known in books.accounts
        if known.closing
    }
    assert {code: amount for code, amount in sums.items() if amount} == wanted


def test_numbers_have_the_digits_of_their_unit() -> None:
    amounts = {row["amount"] for row in read(books_csv.lines(hostile())) if row["unit"] == "h"}
    assert amounts == {"-0.000003", "0.000003", "-0.999999", "0.999999"}
    amounts = {row["amount"] for row in read(books_csv.lines(hostile())) if row["unit"] == "piece"}
    assert amounts == {"-3", "3", "-999999", "999999"}


def test_no_cell_is_a_formula_and_numbers_stay_numbers() -> None:
    for rows in (read(books_csv.lines(hostile())), read(books_csv.entries(hostile()))):
        for row in rows:
            for column, cell in row.items():
                if column in NUMBERS:
                    Decimal(cell)
                else:
                    assert not cell.startswith(FORMULA_SIGNS), (column, cell)


def test_words_come_back() -> None:
    titles = {row["title"].removeprefix("'") for row in read(books_csv.entries(hostile()))}
    assert set(HOSTILE) <= titles


def test_entries_and_lines_share_their_numbers() -> None:
    entries = {row["number"]: row for row in read(books_csv.entries(hostile()))}
    counts: dict[str, int] = defaultdict(int)
    for row in read(books_csv.lines(hostile())):
        if row["kind"] == books_csv.OPENING:
            assert row["number"] == "0"
            continue
        counts[row["number"]] += 1
        assert row["entry"] == entries[row["number"]]["entry"]
    assert {n: int(row["lines"]) for n, row in entries.items() if row["lines"] != "0"} == counts


def test_folds_have_no_names_and_no_id() -> None:
    folded = [row for row in read(books_csv.entries(hostile())) if row["private"]]
    assert [(row["by"], row["entry"], row["entries"]) for row in folded] == [
        ("", "", "2"),
        ("Dev, Ana", "", "1"),
    ]


def test_empty_books_have_their_headings() -> None:
    assert "".join(books_csv.entries(made([]))).startswith("number,day,kind,title")
    assert "".join(books_csv.lines(made([]))).count("\n") == 1
