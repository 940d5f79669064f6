"""The spreadsheet, read again by unzipping it."""

from decimal import Decimal

from commonpurse.ledger.rules import books_xlsx
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import Books
from commonpurse.ledger.rules.books_xlsx import Headings
from tests.commonpurse.ledger.made_books import HOSTILE, account, hostile, made
from tests.commonpurse.ledger.sheets import Sheet, sheets

HEADINGS = Headings(
    summary="Summary",
    accounts="Accounts",
    journal="Journal",
    summary_columns=("Account", "Unit", "Opening", "Change", "Closing"),
    account_columns=("Code", "Name", "Kind", "Unit", "Fund", "From", "Until"),
    journal_columns=(
        "Number", "Day", "What", "By whom", "Account", "Amount", "Unit", "Private", "Entry",
        "Reverses",
    ),
    together="Together",
    private="private",
    kinds={kind: kind.value for kind in AccountKind},
)  # fmt: skip


def read(books: Books) -> dict[str, Sheet]:
    return sheets(books_xlsx.render(books, HEADINGS))


def test_lines_of_each_account_add_up_to_what_it_holds() -> None:
    sums: dict[str, Decimal] = {}
    for row in read(hostile())["Journal"].rows[1:]:
        name, amount = str(row[4].value), Decimal(row[5].value)
        sums[name] = sums.get(name, Decimal(0)) + amount
    wanted = {
        known.name: Decimal(known.closing).scaleb(-known.scale)
        for known in hostile().accounts
        if known.closing
    }
    assert {name: amount for name, amount in sums.items() if amount} == wanted


def test_each_unit_of_the_summary_is_together_zero() -> None:
    rows = read(hostile())["Summary"].rows
    together = [row for row in rows if row and row[0].value == "Together"]
    assert len(together) == 7
    assert {Decimal(cell.value) for row in together for cell in row[2:5]} == {Decimal(0)}


def test_numbers_are_numbers_and_longer_ones_text() -> None:
    held = {"purse.gbp": 10**15 - 1, "bank.gbp": 1 - 10**15, "reserve.gbp": 10**15}
    kinds = (AccountKind.PURSE, AccountKind.EXTERNAL, AccountKind.RESERVE)
    accounts = [
        account(n, code, kind, opening=held[code])
        for n, (code, kind) in enumerate(zip(held, kinds, strict=True))
    ]
    rows = read(made(accounts))["Journal"].rows[1:]
    assert [(row[5].is_text, row[5].value) for row in rows] == [
        (False, "9999999999999.99"),
        (False, "-9999999999999.99"),
        (True, "10000000000000.00"),
    ]


def test_no_cell_is_a_formula_or_a_link_and_words_come_back() -> None:
    found = read(hostile())
    assert all("<f>" not in sheet.xml and "hyperlink" not in sheet.xml for sheet in found.values())
    told = {row[2].value for row in found["Journal"].rows[1:]}
    # A spreadsheet writes \r\n and stranger breaks of lines as it likes.
    assert {words for words in HOSTILE if "\r" not in words} <= told
    assert all(row[2].is_text for row in found["Journal"].rows[1:] if len(row) > 2)


def test_days_are_days() -> None:
    rows = read(hostile())["Journal"].rows
    assert rows[-1][1].value == "46142"  # 30 April 2026, as spreadsheets count
    assert not rows[-1][1].is_text


def test_empty_books_open_too() -> None:
    found = read(made([]))
    assert [len(found[name].rows) for name in ("Accounts", "Journal")] == [1, 1]


def test_the_same_books_give_the_same_sheets() -> None:
    assert books_xlsx.render(hostile(), HEADINGS) == books_xlsx.render(hostile(), HEADINGS)
