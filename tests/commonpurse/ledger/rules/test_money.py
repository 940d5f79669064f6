"""Amounts as text and back, once at the edge, exactly."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules.money import (
    AMOUNT_MAX,
    Amount,
    UnlikeUnitsError,
    UnreadableAmountError,
    plain,
    read,
)

READABLE = [
    ("12", 2, 1_200),
    ("12.5", 2, 1_250),
    ("12,50", 2, 1_250),
    ("0.01", 2, 1),
    ("1,234.50", 2, 123_450),
    ("1.234,50", 2, 123_450),
    ("1 234.50", 2, 123_450),
    ("1\u00a0234", 2, 123_400),
    ("1'234", 2, 123_400),
    ("1,234", 2, 123_400),
    ("1.234", 2, 123_400),
    ("1,234,567", 2, 123_456_700),
    ("-3.20", 2, -320),
    ("−3", 2, -300),
    ("1234", 0, 1_234),
    ("1,234", 0, 1_234),
    ("1.234", 3, 1_234),
    ("1,234.567", 3, 1_234_567),
    (" 7 ", 2, 700),
]
UNREADABLE = [
    "", " ", ".", ",", "-", "x", "1x", "1.2.3", "1,23,456", "12,34.5", "1,234,56", "1.234.56",
    "1..2", "1.", ",5,", "1e5", "0x10", "١٢", "½", "1/2", "99999999999999999999", "9" * 41,
    "--1", "+1", "1-", "1.5.", "12345,678", "1.x", "1.\u0665",
]  # fmt: skip


@pytest.mark.parametrize(("text", "scale", "value"), READABLE)
def test_text_that_is_an_amount(text: str, scale: int, value: int) -> None:
    assert read(text, scale) == value


@pytest.mark.parametrize("text", UNREADABLE)
def test_text_that_is_none(text: str) -> None:
    with pytest.raises(UnreadableAmountError):
        read(text, 2)


@given(value=st.integers(-AMOUNT_MAX, AMOUNT_MAX), scale=st.integers(0, 6))
def test_written_and_read_again_is_the_same(value: int, scale: int) -> None:
    assert read(plain(value, scale), scale) == value


@given(text=st.text(max_size=50), scale=st.integers(0, 6))
def test_any_text_is_read_or_refused(text: str, scale: int) -> None:
    with suppress(UnreadableAmountError):
        assert abs(read(text, scale)) <= AMOUNT_MAX


def test_amounts_add_within_their_unit_only() -> None:
    five, two = Amount(500, "GBP", 2), Amount(200, "GBP", 2)
    assert (five - two).plain == "3.00"
    with pytest.raises(UnlikeUnitsError):
        five + Amount(60, "min", 0)
