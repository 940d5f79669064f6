"""hledger reads our journal as we mean it, whatever people write."""

from decimal import Decimal

import pytest

from commonpurse.ledger.rules import hledger
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import Books
from commonpurse.ledger.rules.journal_names import names_of
from tests.commonpurse.ledger import journal_programs as programs
from tests.commonpurse.ledger.made_books import account, hostile, made

pytestmark = programs.needs_hledger


def render(books: Books) -> str:
    return "".join(hledger.render(books))


def test_strict_check_accepts_hostile_books() -> None:
    programs.hledger(render(hostile()), "check", "--strict", "ordereddates")


def test_balances_are_ours_to_the_unit() -> None:
    books = hostile()
    names = names_of(books)
    wanted = {
        names.accounts[known.id]: {
            names.units[known.unit]: Decimal(known.closing).scaleb(-known.scale)
        }
        for known in books.accounts
        if known.closing
    }
    assert programs.hledger_balances(render(books)) == wanted


def test_a_wrong_balance_is_found() -> None:
    """The assertions are exact: one smallest part is enough."""
    bank = account(1, "bank.gbp", AccountKind.EXTERNAL, opening=-5)
    purse = account(2, "purse.gbp", AccountKind.PURSE, opening=5)
    journal = render(made([bank, purse]))
    with pytest.raises(AssertionError, match="balance assertion"):
        programs.hledger(journal.replace("= 0.05", "= 0.06"), "check")


def test_accounts_are_of_the_type_that_their_reports_want() -> None:
    journal = render(hostile())
    held = programs.hledger(journal, "balancesheet", "-O", "csv")
    assert "Assets:Purse:GBP" in held
    assert "Equity" not in held
    earned = programs.hledger(journal, "incomestatement", "-O", "csv")
    assert "Income:Received:PIECE" in earned
    assert "Expenses:Spent:Roof" in earned


def test_words_stay_descriptions() -> None:
    """No comment, no code, no payee, no second day, no tag is made of what people write."""
    told = programs.hledger(render(hostile()), "descriptions")
    assert "(code) [2020-01-01] date:2020-99-99, type:X" in told
    assert ", balance Assets:Purse:GBP 0 / note" in told
    assert "first second 2026-03-01 * third fourth" in told
    tags = set(programs.hledger(render(hostile()), "tags").split())
    assert tags <= {
        "by", "code", "entries", "entry", "kind", "name", "private", "reversed-by", "reverses",
        "type", "closed", "fund",
    }  # fmt: skip


def test_an_account_says_what_it_is_with_us() -> None:
    journal = render(hostile())
    (start,) = (n for n, line in enumerate(journal.splitlines()) if ":Fund:Account  ;" in line)
    assert journal.splitlines()[start + 1 : start + 4] == [
        "  ; code:€¡, kind:fund",
        "  ; name:Dach |",
        '  ; fund:"roof" x y',
    ]
    assert "Assets:Fund:Account" in programs.hledger(journal, "accounts", "--declared")


def test_pairs_are_found_by_their_tags() -> None:
    back = programs.hledger(render(hostile()), "print", "tag:reverses=0424$")
    assert "reversed-by" not in back
    assert back.count(" * ") == 1


def test_empty_books_are_a_journal_too() -> None:
    programs.hledger(render(made([])), "check", "--strict")
