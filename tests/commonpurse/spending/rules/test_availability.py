"""The subtraction adds up, whatever the reserve holds."""

from hypothesis import given
from hypothesis import strategies as st

from commonpurse.spending.rules.availability import available

minor = st.integers(min_value=0, max_value=10**12)


def test_harbour_lights_in_november() -> None:
    found = available(purse=575_000, reserve=250_000, promised=135_000, set_aside=0, floor=250_000)
    assert (found.balance, found.reserve, found.free) == (960_000, 250_000, 575_000)


def test_reserve_below_its_floor_holds_the_purse_back() -> None:
    found = available(purse=1_000, reserve=200, promised=0, set_aside=0, floor=500)
    assert (found.held_back, found.free) == (300, 700)


def test_reserve_above_its_floor_stays_there() -> None:
    found = available(purse=1_000, reserve=900, promised=0, set_aside=0, floor=500)
    assert (found.reserve, found.free) == (900, 1_000)


@given(purse=minor, reserve=minor, promised=minor, set_aside=minor, floor=minor)
def test_terms_add_up(purse: int, reserve: int, promised: int, set_aside: int, floor: int) -> None:
    found = available(
        purse=purse, reserve=reserve, promised=promised, set_aside=set_aside, floor=floor
    )
    assert found.balance == found.promised + found.reserve + found.set_aside + found.free
    assert found.free == purse - found.held_back
    assert found.to_give == max(0, found.free)
