"""How long a message may be on its way, and when failed work returns."""

from datetime import timedelta

import pytest

from unions.courier.rules.lanes import (
    Lane,
    back_off,
    lease_after_sending,
    lease_of_work,
    reaches_outside,
    time_limits,
)


@pytest.mark.parametrize(
    ("sends", "seconds"), [(0, 20), (1, 40), (3, 160), (5, 640), (6, 900), (9_999, 900)]
)
def test_lease_doubles_up_to_a_quarter_of_an_hour(sends: int, seconds: int) -> None:
    assert lease_after_sending(sends) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("attempts", "chance", "seconds"),
    [(1, 0, 2), (1, 1000, 4), (3, 500, 12), (10, 1000, 2048), (11, 1000, 3600), (500, 0, 1800)],
)
def test_back_off_doubles_up_to_an_hour_and_scatters(
    attempts: int, chance: int, seconds: int
) -> None:
    assert back_off(attempts, chance) == timedelta(seconds=seconds)


def test_work_outside_holds_its_lease_beyond_its_hard_limit() -> None:
    assert [lane for lane in Lane if reaches_outside(lane)] == [Lane.NETWORK]
    assert time_limits(Lane.NETWORK) == (50, 60)
    assert lease_of_work(Lane.NETWORK) == timedelta(seconds=90)
    assert time_limits(Lane.SLOW) == (240, 300)
    assert lease_of_work(Lane.SLOW) == timedelta(seconds=20)
