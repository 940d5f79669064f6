"""What the books must hold, reckoned by hand."""

from commonpurse.ledger.rules.accounts import AccountKind, floor_of, is_hot
from commonpurse.ledger.rules.balance import Step, first_gap, fits, net_of, running
from commonpurse.ledger.rules.units import currency_scale


def test_what_is_left_over_per_unit() -> None:
    assert net_of([("GBP", 5), ("GBP", -5), ("h", 3), ("h", -3)]) == {}
    assert net_of([("GBP", 5), ("h", -5)]) == {"GBP": 5, "h": -5}


def test_running_balances() -> None:
    assert running(10, [1, -3, 2]) == [11, 8, 10]


def test_line_fits_the_books() -> None:
    assert fits(1)
    assert fits(-(2**63))
    assert not fits(0)
    assert not fits(2**63)


def test_first_gap_is_named() -> None:
    whole = [Step(1, 5, 5), Step(2, -2, 3)]
    assert first_gap(whole) is None
    assert first_gap(whole[1:]) == 1
    assert first_gap([*whole, Step(4, 1, 4)]) == 3
    assert first_gap([Step(1, 5, 5), Step(2, -2, 4)]) == 2


def test_floors_and_hot_accounts() -> None:
    assert floor_of(AccountKind.RESERVE) == 0
    assert floor_of(AccountKind.EXTERNAL) is None
    assert is_hot(AccountKind.PURSE)
    assert not is_hot(AccountKind.FUND)


def test_digits_behind_the_point() -> None:
    assert [currency_scale(code) for code in ("GBP", "JPY", "KWD")] == [2, 0, 3]
