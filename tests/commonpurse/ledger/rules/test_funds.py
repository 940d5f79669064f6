"""How funds are named in the books."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules.funds import CODE_LENGTH_MAX, account_code, code_of


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Roof", "roof"),
        ("  Roof   of Pier House ", "roof-of-pier-house"),
        ("Früchte 2027", "fruchte-2027"),
    ],
)
def test_a_short_name_is_its_own_code(name: str, code: str) -> None:
    assert code_of(name) == code


def test_what_is_cut_or_cannot_be_written_leaves_a_mark() -> None:
    names = ("The roof of Pier House", "The roof of Pier Houses", "крыша", "крыша 2", "!!!", "???")
    codes = {code_of(name) for name in names}
    assert len(codes) == len(names)
    assert all(code.isascii() and len(code) <= CODE_LENGTH_MAX for code in codes)


@given(st.text(min_size=1, max_size=80))
def test_every_name_has_a_code_that_fits_an_account(name: str) -> None:
    code = code_of(name)
    assert code
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(account_code(code, "x" * 12)) <= 40
    assert code_of(f" {name} ") == code
