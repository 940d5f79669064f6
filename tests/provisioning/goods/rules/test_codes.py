"""A code is read however it is typed, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.goods.rules.codes import address, is_code, tidy


@pytest.mark.parametrize("words", ["HL 014", "hl-014", "HL014", " hl_014 ", "h l 0 1 4"])
def test_one_code(words: str) -> None:
    assert tidy(words) == "HL 014"


@pytest.mark.parametrize("words", ["", "014", "HL", "ABCDE 1", "HL 1234567", "HL 1A", "\x00"])
def test_no_code(words: str) -> None:
    assert not is_code(tidy(words))


@given(st.from_regex(r"[A-Z]{1,4} [0-9]{1,6}", fullmatch=True))
def test_an_address_leads_back_to_its_code(code: str) -> None:
    assert is_code(code)
    assert tidy(address(code)) == code


@given(st.text())
def test_any_text_becomes_plain_letters_and_digits(words: str) -> None:
    tidied = tidy(words)
    assert tidied == tidy(tidied)
    assert tidied.isascii()
