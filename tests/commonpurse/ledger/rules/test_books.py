"""The books as plain values."""

import pytest

from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import one_line
from tests.commonpurse.ledger.made_books import account, hostile, made


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("  Rent \t of\r\nthe\x00hall ", "Rent of the hall"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("12\u202e34\u202c \u2067x\u2069", "1234 x"),
        ("\u200f\u0645\u0631 👩\u200d🌾", "\u200f\u0645\u0631 👩\u200d🌾"),
        ("\n", ""),
    ],
)
def test_words_become_one_line(words: str, line: str) -> None:
    assert one_line(words) == line


def test_only_units_with_an_account_are_used() -> None:
    books = made([account(1, "purse.eur", AccountKind.PURSE, "EUR")])
    assert [unit.code for unit in books.used_units()] == ["EUR"]


def test_books_of_these_tests_balance() -> None:
    """What the tests of formats stand on."""
    books = hostile()
    for unit in books.used_units():
        known = [one for one in books.accounts if one.unit == unit.code]
        assert sum(one.opening for one in known) == 0
        assert sum(one.closing for one in known) == 0
