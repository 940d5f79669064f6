"""Quantities and days are said as people say them."""

from datetime import date

import pytest
from django.utils.translation import override

from provisioning.measures import Quantity, Unit
from provisioning.wording import say, say_day, say_days


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(0, Unit.MINUTE), "0 m"),
        (Quantity(90, Unit.MINUTE), "1 h 30 m"),
        (Quantity(-90, Unit.MINUTE), "-1 h 30 m"),
        (Quantity(2_500, Unit.GRAM), "2.5 kg"),
        (Quantity(1, Unit.GRAM), "0.001 kg"),
        (Quantity(1, Unit.PIECE), "1 piece"),
        (Quantity(1, Unit.NIGHT), "1 night"),
        (Quantity(2, Unit.SESSION), "2 sessions"),
        (Quantity(1, Unit.GUIDE), "1 guide"),
    ],
)
def test_quantities_in_english(quantity: Quantity, words: str) -> None:
    assert say(quantity) == words


def test_decimals_follow_the_reader() -> None:
    with override("de"):
        assert say(Quantity(2_500, Unit.GRAM)) == "2,5 kg"


def test_days() -> None:
    assert say_day(date(2026, 12, 1)) == "Tue 1 Dec"
    assert say_days(date(2026, 12, 1), date(2026, 12, 1)) == "Tue 1 Dec"
    assert say_days(date(2026, 12, 1), date(2026, 12, 3)) == "Tue 1 Dec to Thu 3 Dec"
