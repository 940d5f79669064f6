"""Closing under a key: a repeat changes nothing, another month under the same key is refused."""

from collections.abc import Iterator

import pytest
import time_machine

from commonpurse.closings.actions.closings import close_once
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.queries import months
from commonpurse.ledger.refusals import KeyUsed, MonthNotOver
from tests.cast import Cast
from tests.commonpurse.closings.conftest import NOV, OCT, SEP, TODAY


@pytest.fixture
def inside(autumn: Cast) -> Iterator[Cast]:
    with time_machine.travel(TODAY, tick=False), autumn.scope():
        yield autumn


def test_a_repeat_changes_nothing(inside: Cast) -> None:
    for keeper in (inside.dev, inside.ana, inside.dev):
        close_once(month=OCT, key="october", by=keeper)
    assert PeriodClose.objects.count() == 1
    closed = months.closing_of(OCT)
    assert closed is not None
    assert closed.by == "Dev"


def test_the_key_of_one_month_closes_no_other(inside: Cast) -> None:
    close_once(month=SEP, key="mine", by=inside.dev)
    with pytest.raises(KeyUsed):
        close_once(month=OCT, key="mine", by=inside.dev)
    assert months.last_closed() == SEP


def test_a_running_month_stays_open_and_its_key_free(inside: Cast) -> None:
    with pytest.raises(MonthNotOver):
        close_once(month=NOV, key="early", by=inside.dev)
    close_once(month=OCT, key="early", by=inside.dev)
    assert months.last_closed() == OCT
