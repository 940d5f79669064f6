"""What money must be like to be kept."""

from datetime import date, timedelta

import pytest

from commonpurse.intake.rules.incoming import Flaw, flaw_of
from commonpurse.ledger.rules.money import AMOUNT_MAX
from tests.commonpurse.intake.tills import ON, sale


def flaw(**changes: object) -> Flaw | None:
    item = sale(**{"key": "till-1", **changes})  # type: ignore[arg-type]
    return flaw_of(item, currencies={"GBP", "EUR"}, today=ON)


@pytest.mark.parametrize("key", ["", "two words", "ключ", "a" * 101, "line\n", "nul\0"])
def test_a_key_is_visible_ascii(key: str) -> None:
    assert flaw(key=key) is Flaw.KEY


@pytest.mark.parametrize("amount", [0, -1, AMOUNT_MAX + 1, 10**40, -(2**63)])
def test_an_amount_fits_the_books(amount: int) -> None:
    assert flaw(amount_minor=amount) is Flaw.AMOUNT


def test_the_largest_and_the_smallest_are_kept() -> None:
    assert flaw(amount_minor=AMOUNT_MAX) is flaw(amount_minor=1) is None


@pytest.mark.parametrize("currency", ["", "gbp", "ZZZ", "USD", "GB"])
def test_a_currency_is_one_of_the_purse(currency: str) -> None:
    assert flaw(currency=currency) is Flaw.CURRENCY
    assert flaw(currency="EUR") is None


@pytest.mark.parametrize(
    "day", [date(1900, 1, 1), date(1999, 12, 31), date(2100, 1, 1), ON + timedelta(days=1)]
)
def test_a_day_has_come_and_is_in_the_books(day: date) -> None:
    assert flaw(received_on=day) is Flaw.DAY
    assert flaw(received_on=date(2000, 1, 1)) is None


@pytest.mark.parametrize(
    "words",
    ["a" * 201, "nul\0", "bell\a", "two\nlines", "half \ud800", "turned \u202egnp.exe", "\ue000"],
)
def test_words_can_be_shown(words: str) -> None:
    assert flaw(words=words) is Flaw.WORDS


@pytest.mark.parametrize(
    "words",
    ["", "a" * 200, "=HYPERLINK(1)", "+49 30", "<script>", "نان و پنیر", "👩‍🌾 Ñandú", "'; DROP"],
)
def test_whatever_people_write_is_theirs_to_write(words: str) -> None:
    assert flaw(words=words) is None
