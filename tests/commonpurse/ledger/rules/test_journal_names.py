"""Names that beancount and hledger take: legal, each used once, the same for the same books."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.books import BookUnit
from commonpurse.ledger.rules.journal_names import OPENING, PLACES, names_of
from commonpurse.ledger.rules.units import UnitKind
from tests.commonpurse.ledger.made_books import account, hostile, made

ACCOUNT = re.compile(r"(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]*){2}")
UNIT = re.compile(r"[A-Z][A-Z0-9-]{0,22}[A-Z0-9]")


def test_every_kind_has_its_place() -> None:
    assert set(PLACES) == set(AccountKind)
    assert len(set(PLACES.values())) == len(PLACES)
    assert all(ACCOUNT.fullmatch(f"{place}:X") for place in PLACES.values())


@pytest.mark.parametrize(
    ("code", "kind", "name"),
    [
        ("purse.gbp", AccountKind.PURSE, "Assets:Purse:GBP"),
        ("bank.gbp", AccountKind.EXTERNAL, "Equity:Outside:Bank-GBP"),
        ("set_aside.gbp", AccountKind.SET_ASIDE, "Assets:Set-Aside:GBP"),
        ("dächer & böden", AccountKind.FUND, "Assets:Fund:Dacher-boden"),
        ("крыша", AccountKind.FUND, "Assets:Fund:Account"),
        ("2026: roof", AccountKind.EXPENSE, "Expenses:Spent:2026-roof"),
    ],
)
def test_codes_become_words(code: str, kind: AccountKind, name: str) -> None:
    assert names_of(made([account(1, code, kind)])).accounts[UUID(int=1)] == name


@given(codes=st.lists(st.text(min_size=1, max_size=40), unique=True, max_size=8))
def test_names_are_legal_and_used_once(codes: list[str]) -> None:
    accounts = [account(n, code, AccountKind.FUND) for n, code in enumerate(codes, start=1)]
    names = list(names_of(made(accounts)).accounts.values())
    assert len({*names, OPENING}) == len(codes) + 1
    assert all(ACCOUNT.fullmatch(name) for name in names)
    again = names_of(made(accounts[::-1])).accounts
    assert list(again.values())[: len(names)] == names


def test_units_are_legal_and_used_once() -> None:
    units = names_of(hostile()).units
    assert units == {
        "GBP": "GBP", "EUR": "EUR", "KWD": "KWD", "h": "HOURS-H", "kg": "KG", "piece": "PIECE",
        "2 m²": "COUNT-2-M2",
    }  # fmt: skip


@given(codes=st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=8))
def test_any_unit_gets_a_name(codes: list[str]) -> None:
    books = made([])
    units = tuple(BookUnit(code, UnitKind.COUNT, 0) for code in [*codes, "TRUE", "null", "1" * 30])
    names = names_of(replace(books, units=units)).units
    assert len(set(names.values())) == len(names)
    assert all(UNIT.fullmatch(name) for name in names.values())
    assert not {"TRUE", "FALSE", "NULL"} & set(names.values())
