"""What a keeper reads before a month is closed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from commonpurse.closings.queries import closings
from commonpurse.ledger.actions import periods
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.spending.actions import payments
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from tests.commonpurse.closings.conftest import NOV, OCT, SEP, TODAY

AUG = date(2026, 8, 1)
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def inside(autumn: Cast) -> Iterator[Cast]:
    with time_machine.travel(TODAY, tick=False), autumn.scope():
        yield autumn


def test_a_month_that_is_over_takes_the_open_ones_before_it_along(inside: Cast) -> None:
    found = closings.prospect(OCT, now=NOW)
    assert found.can_close
    assert found.before == (AUG, SEP)
    assert found.uneven == ()
    periods.close_period(month=AUG, by=inside.dev)
    assert closings.prospect(OCT, now=NOW).before == (SEP,)


def test_a_running_month_cannot_be_closed(inside: Cast) -> None:
    found = closings.prospect(NOV, now=NOW)
    assert (found.is_over, found.can_close) == (False, False)


def test_a_closed_month_says_since_when_and_by_whom(inside: Cast) -> None:
    periods.close_period(month=OCT, by=inside.ana)
    found = closings.prospect(SEP, now=NOW)
    assert not found.can_close
    assert found.closed is not None
    assert found.closed.by == "Ana"


def test_what_waits_is_counted_up_to_the_end_of_the_month(inside: Cast) -> None:
    for day in ("2026-10-30 12:00", "2026-11-03 12:00"):
        with time_machine.travel(day, tick=False):
            pledges.give(pledge=NewPledge(uuid4(), 500, "GBP"), by=inside.hana)
            new = NewSpend(uuid4(), "Nails", "", 500, "GBP")
            payment = payments.request(spend=new, by=inside.dev)
            payments.approve(payment_id=payment.pk, by=inside.ana)
    asked = NewSpend(uuid4(), "Not approved yet", "", 500, "GBP")
    with time_machine.travel("2026-10-30 12:00", tick=False):
        payments.request(spend=asked, by=inside.dev)
    for month, waits in ((SEP, 0), (OCT, 1), (NOV, 2)):
        found = closings.prospect(month, now=NOW)
        assert (found.unpaid, found.unseen) == (waits, waits), month


def test_entries_that_wait_for_their_seal_are_named(inside: Cast) -> None:
    assert not closings.prospect(OCT, now=datetime.now(UTC).replace(year=2027)).is_sealed
    assert closings.prospect(OCT, now=datetime(2026, 1, 1, tzinfo=UTC)).is_sealed


def test_the_newest_month_that_can_be_closed_is_due(inside: Cast) -> None:
    today = NOW.date()
    assert closings.due(today=today) == OCT
    periods.close_period(month=OCT, by=inside.dev)
    assert closings.due(today=today) is None


def test_nothing_is_due_before_the_books_begin(in_harbour: Cast) -> None:
    assert closings.due(today=NOW.date()) is None
    assert closings.prospect(OCT, now=NOW).before == ()
