"""Amounts read as the reader's language writes them."""

from dataclasses import dataclass

import pytest
from django.utils.translation import override

from unions.templatetags.amounts import (
    amount_only,
    duration,
    figures,
    in_unit,
    money,
    quantity,
    told,
    unit_name,
)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "£9,600.00"), ("es", "9.600,00\xa0GBP"), ("de", "9.600,00\xa0£")],
)
def test_money(language: str, written: str) -> None:
    with override(language):
        assert money(960_000, "GBP") == written


def test_money_has_the_decimal_places_of_its_currency() -> None:
    with override("en"):
        assert amount_only(1_000, "JPY") == "1,000"
        assert amount_only(-5, "EUR") == "-0.05"


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(90, "1 h 30 m"), (60, "1 h"), (30, "30 m"), (0, "0 m"), (-75, "-1 h 15 m")],
)
def test_duration(minutes: int, written: str) -> None:
    with override("en"):
        assert duration(minutes) == written


@pytest.mark.parametrize(
    ("language", "amount", "unit", "written"),
    [
        ("en", 30_000, "g", "30 kg"),
        ("en", 1_250, "g", "1.25 kg"),
        ("de", 1_250, "g", "1,25 kg"),
        ("es", 1_250_000, "g", "1.250 kg"),
        ("en", 1, "piece", "1 piece"),
        ("en", 1_200, "piece", "1,200 pieces"),
        ("en", 3, "session", "3 sessions"),
        ("en", 1_350_000, "min", "22,500 h"),
        ("en", 575_000, "GBP", "£5,750.00"),
        ("en", 7, "m2", "7 m²"),
        ("en", 2, "basket", "2 basket"),
    ],
)
def test_quantity(language: str, amount: int, unit: str, written: str) -> None:
    with override(language):
        assert quantity(amount, unit) == written


@pytest.mark.parametrize(
    ("amount", "unit", "number", "name"),
    [(12_750, "min", "212.5", "h"), (72_000, "g", "72", "kg"), (180_00, "GBP", "180.00", "GBP")],
)
def test_a_number_and_the_unit_above_its_column(
    amount: int, unit: str, number: str, name: str
) -> None:
    with override("en"):
        assert (in_unit(amount, unit), unit_name(unit)) == (number, name)


@dataclass
class Counted:
    unit: str
    scale: int


@pytest.mark.parametrize(
    ("amount", "of", "with_unit", "number"),
    [
        (960_000, Counted("GBP", 2), "£9,600.00", "9,600.00"),
        (1_000, Counted("JPY", 0), "JP¥1,000", "1,000"),
        (90, Counted("min", 0), "1 h 30 m", "1.5"),
        (-12_500, Counted("kg", 3), "-12.500 kg", "-12.500"),
        (7, Counted("basket", 0), "7 basket", "7"),
        # A currency whose books keep more digits than people write: all of them are shown.
        (12_345, Counted("GBP", 4), "1.2345 GBP", "1.2345"),
    ],
)
def test_amounts_of_the_books_have_the_digits_of_their_unit(
    amount: int, of: Counted, with_unit: str, number: str
) -> None:
    with override("en"):
        assert told(amount, of) == with_unit
        assert figures(amount, of) == number
