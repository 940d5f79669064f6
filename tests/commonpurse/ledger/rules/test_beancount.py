"""beancount reads our journal as we mean it, whatever people write."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beancount.core.data import Balance, Close, Open

from commonpurse.ledger.rules import beancount
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import Books
from commonpurse.ledger.rules.journal_names import names_of
from tests.commonpurse.ledger import journal_programs as programs
from tests.commonpurse.ledger.made_books import HOSTILE, account, entry, hostile, made


def render(books: Books) -> str:
    return "".join(beancount.render(books))


def test_bean_check_accepts_hostile_books(tmp_path: Path) -> None:
    programs.bean_check(render(hostile()), tmp_path)


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
    assert programs.bean_balances(render(books)) == wanted
    assert len(wanted) > 10


def test_a_wrong_balance_is_found(tmp_path: Path) -> None:
    """The assertions have no tolerance: one smallest part is enough."""
    bank = account(1, "bank.gbp", AccountKind.EXTERNAL, opening=-5)
    purse = account(2, "purse.gbp", AccountKind.PURSE, opening=5)
    journal = render(made([bank, purse]))
    with pytest.raises(AssertionError):
        programs.bean_check(journal.replace("0.05 ~", "0.06 ~"), tmp_path)


def test_words_come_back_as_they_were_but_on_one_line() -> None:
    told = [str(one.narration) for one in programs.bean_entries(render(hostile()))]
    for words in (HOSTILE[0], HOSTILE[1], HOSTILE[2], HOSTILE[9]):
        assert words in told
    assert "first second 2026-03-01 * third fourth" in told
    (arabic,) = (words for words in told if words.startswith("🎉"))
    assert "\u202e" not in arabic


def test_each_entry_says_what_it_is_and_pairs_are_linked() -> None:
    found = {one.meta.get("entry"): one for one in programs.bean_entries(render(hostile()))}
    old = found["00000000-0000-0000-0000-000000000424"]
    back = found["00000000-0000-0000-0000-000000000425"]
    assert (old.meta["kind"], back.meta["kind"]) == ("spend", "reversal")
    assert old.meta["reversed_by"] == back.meta["entry"]
    assert back.meta["reverses"] == old.meta["entry"]
    assert old.links == back.links != frozenset()
    folded = next(
        one for one in programs.bean_entries(render(hostile())) if one.meta.get("private")
    )
    assert (folded.meta["entries"], folded.postings, folded.meta.get("by")) == (2, [], None)


def test_an_account_says_what_it_is_with_us() -> None:
    entries, errors, _ = loader.load_string(render(hostile()))
    assert errors == []
    opened = {one.account: one for one in entries if isinstance(one, Open)}
    fund = opened["Assets:Fund:Account"]
    told = {key: fund.meta[key] for key in ("code", "kind", "name", "fund")}
    assert told == {"code": "€¡", "kind": "fund", "name": "Dach; |", "fund": '"roof", x:y'}
    assert (fund.currencies, fund.date) == (["GBP"], date(2025, 6, 1))


def test_what_was_there_comes_from_the_opening_and_leaves_it_at_zero() -> None:
    bank = account(1, "bank.gbp", AccountKind.EXTERNAL, opening=-5)
    purse = account(2, "purse.gbp", AccountKind.PURSE, opening=5)
    (opening,) = programs.bean_entries(render(made([bank, purse])))
    assert opening.date == date(2026, 3, 1)
    amounts = [(line.account, line.units.number) for line in opening.postings if line.units]
    assert amounts == [
        ("Equity:Outside:Bank-GBP", Decimal("-0.05")),
        ("Equity:Opening", Decimal("0.05")),
        ("Assets:Purse:GBP", Decimal("0.05")),
        ("Equity:Opening", Decimal("-0.05")),
    ]


def test_a_closed_account_is_closed_after_its_last_day() -> None:
    shut = account(1, "old", AccountKind.FUND, opening=7, ends_on=date(2026, 3, 20))
    other = account(2, "new", AccountKind.FUND, opening=-7)
    gone = account(3, "ancient", AccountKind.FUND, ends_on=date(2025, 12, 31))
    moved = entry(1, date(2026, 3, 20), (shut, -7), (other, 7))
    entries, errors, _ = loader.load_string(render(made([shut, other, gone], [moved])))
    assert errors == []
    closed = {one.account: one.date for one in entries if isinstance(one, Close)}
    assert closed == {
        "Assets:Fund:Old": date(2026, 3, 21),
        "Assets:Fund:Ancient": date(2026, 1, 1),
    }
    checked = {one.account for one in entries if isinstance(one, Balance)}
    assert checked == {*closed, "Assets:Fund:New", "Equity:Opening"}


def test_empty_books_are_a_journal_too(tmp_path: Path) -> None:
    programs.bean_check(render(made([])), tmp_path)
