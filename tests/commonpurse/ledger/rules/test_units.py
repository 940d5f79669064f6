"""What can be counted, and what a unit may be called."""

import pytest

from commonpurse.ledger.rules.units import UnitKind, can_be_unit


@pytest.mark.parametrize(
    ("code", "scale", "kind"),
    [
        ("GBP", 2, UnitKind.MONEY),
        ("JPY", 0, UnitKind.MONEY),
        ("h", 2, UnitKind.HOURS),
        ("kg", 3, UnitKind.MASS),
        ("box20", 0, UnitKind.COUNT),
        ("abcdefghijkl", 6, UnitKind.COUNT),
    ],
)
def test_short_words_and_currencies_are_units(code: str, scale: int, kind: UnitKind) -> None:
    assert can_be_unit(code=code, scale=scale, kind=kind)


@pytest.mark.parametrize(
    ("code", "scale", "kind"),
    [
        ("GBP", 3, UnitKind.MONEY),
        ("gbp", 2, UnitKind.MONEY),
        ("ZZZ", 2, UnitKind.MONEY),
        ("", 2, UnitKind.MONEY),
        ("gbp", 2, UnitKind.COUNT),
        ("pen", 0, UnitKind.COUNT),
        ("KG", 3, UnitKind.MASS),
        ("", 0, UnitKind.COUNT),
        ("2kg", 0, UnitKind.COUNT),
        ("k g", 0, UnitKind.COUNT),
        ("kg\n", 0, UnitKind.MASS),
        ("kg\0", 0, UnitKind.MASS),
        ("\ud800", 0, UnitKind.COUNT),
        ("größe", 0, UnitKind.COUNT),
        ("abcdefghijklm", 0, UnitKind.COUNT),
        ("kg", -1, UnitKind.MASS),
        ("kg", 7, UnitKind.MASS),
    ],
)
def test_nothing_else_is(code: str, scale: int, kind: UnitKind) -> None:
    assert not can_be_unit(code=code, scale=scale, kind=kind)
