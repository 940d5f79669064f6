"""What a union does not tell yet, since taken from something else it would tell of one person."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from commonpurse.ledger.actions import periods
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from federation.peers.actions import sharing_consents
from federation.peers.rules.scopes import SECTIONS
from federation.summaries.actions import summaries
from federation.summaries.guards import cells
from federation.summaries.rules import periods as periods_told
from provisioning.needs.actions import fulfilments
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.federation.summaries.conftest import log_hours
from tests.provisioning.needs.conftest import broken_laws
from tests.provisioning.reports.conftest import live, pay_for
from unions.founding.actions.unions import set_policy

NOVEMBER_5 = datetime(2026, 11, 5, 1, 0, tzinfo=UTC)
DECEMBER_8 = datetime(2026, 12, 8, 1, 0, tzinfo=UTC)
JANUARY_8 = datetime(2027, 1, 8, 1, 0, tzinfo=UTC)
TOLD_LATER = datetime(2026, 11, 6, 1, 0, tzinfo=UTC)
EVER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def paying(instance: str, harbour: Cast) -> Cast:
    """Harbour Lights shares its sums; everybody worked, and needs were paid, in September and
    October."""
    live(harbour)
    with harbour.scope():
        for month in (9, 10):
            with time_machine.travel(datetime(2026, month, 3, 12, tzinfo=UTC), tick=False):
                for name in harbour.members:
                    log_hours(harbour, name, 60, date(2026, month, 3))
        with time_machine.travel("2026-11-01 12:00", tick=False):
            sharing_consents.give(sections=SECTIONS, decision_id=uuid4(), by_id=harbour.bo.id)
    return harbour


def tell(cast: Cast, now: datetime) -> dict[str, dict[str, Any]]:
    """What is told at a moment, by month."""
    with cast.scope(), time_machine.travel(now, tick=False):
        return {summary.period: summary.body for summary in summaries.publish(now=now)}


def close(cast: Cast, month: date, on: datetime) -> None:
    with cast.scope(), time_machine.travel(on, tick=False):
        periods.close_period(month=month, by=cast.dev)


def open_report(cast: Cast) -> None:
    with cast.scope(), time_machine.travel("2026-11-01 12:00", tick=False):
        set_policy(key="report.public", value=1)


def test_with_a_public_report_a_month_is_told_once_it_is_closed(paying: Cast) -> None:
    open_report(paying)
    assert tell(paying, NOVEMBER_5) == {}
    close(paying, date(2026, 9, 1), NOVEMBER_5)
    told = tell(paying, NOVEMBER_5)
    assert told["2026-09"]["members"] == 8, "what there is now goes with the newest that is told"
    # The next one is closed when yet another is over.
    close(paying, date(2026, 10, 1), DECEMBER_8)
    told = tell(paying, DECEMBER_8)
    assert list(told) == ["2026-10"]
    assert told["2026-10"]["members"] == 8


def test_a_correction_waits_for_the_closing_too(sharing: Cast) -> None:
    assert "2026-10" in tell(sharing, DECEMBER_8)
    open_report(sharing)
    with sharing.scope(), time_machine.travel("2026-12-09 12:00", tick=False):
        for name in sharing.members:
            log_hours(sharing, name, 30, date(2026, 10, 20))
    assert "2026-10" not in tell(sharing, JANUARY_8)
    close(sharing, date(2026, 10, 1), JANUARY_8)
    assert tell(sharing, JANUARY_8)["2026-10"]["work"]["work.min"]["sum"] == 8 * 90


def test_a_correction_is_made_under_the_consents_of_the_telling(sharing: Cast) -> None:
    assert "2026-10" in tell(sharing, DECEMBER_8)
    with sharing.scope(), time_machine.travel("2026-12-09 12:00", tick=False):
        sharing_consents.withdraw(decision_id=None, by_id=sharing.bo.id)
        sharing_consents.give(sections=["work"], decision_id=None, by_id=sharing.bo.id)
        for name in sharing.members:
            log_hours(sharing, name, 30, date(2026, 10, 20))
    assert "2026-10" not in tell(sharing, JANUARY_8)


def test_who_tells_no_money_waits_for_nothing(paying: Cast) -> None:
    open_report(paying)
    with paying.scope(), time_machine.travel("2026-11-01 12:00", tick=False):
        sharing_consents.withdraw(decision_id=None, by_id=paying.bo.id)
        sharing_consents.give(sections=["work"], decision_id=None, by_id=paying.bo.id)
    assert "2026-10" in tell(paying, NOVEMBER_5)


def test_nothing_is_told_while_a_payment_is_unheard_of(paying: Cast) -> None:
    with paying.scope(), time_machine.travel("2026-10-30 12:00", tick=False):
        pay_for(paying, ("idris",), 1_000, date(2026, 10, 30), Tier.SURVIVAL)
        paid = Payment.objects.get(amount_minor=1_000)
        payments.take_back(
            payment_id=paid.pk, why="back", effective_on=date(2026, 10, 30), by=paying.ana
        )
    assert tell(paying, NOVEMBER_5) == {}
    with paying.scope(), time_machine.travel(NOVEMBER_5, tick=False):
        fulfilments.follow(payment_id=paid.pk)
    assert "2026-10" in tell(paying, TOLD_LATER)


def test_what_was_paid_and_what_was_received_are_told_alike(paying: Cast) -> None:
    """Also where needs hear only in the next month of what was paid and undone in between."""
    with paying.scope(), time_machine.travel("2026-10-31 12:00", tick=False):
        pay_for(paying, ("idris",), 1_000, date(2026, 10, 30), Tier.SURVIVAL)
        first = Payment.objects.get(amount_minor=1_000)
        payments.take_back(
            payment_id=first.pk, why="back", effective_on=date(2026, 10, 31), by=paying.ana
        )
        again = Payment.objects.get(replaces=first)
        payments.pay(payment_id=again.pk, way=Way.BANK, paid_on=date(2026, 10, 31), by=paying.dev)
    with paying.scope(), time_machine.travel("2026-11-01 12:00", tick=False):
        payments.take_back(
            payment_id=again.pk, why="back", effective_on=date(2026, 11, 1), by=paying.ana
        )
        fulfilments.follow(payment_id=again.pk)
    with paying.scope():
        october = cells.counted(periods_told.by_key("2026-10"), recorded_by=EVER, with_stocks=False)
        assert broken_laws() == {}
    (paid,) = october.money_out.values()
    received = [amount for cell in october.allocations.values() for amount in cell.values()]
    assert sum(paid.values()) == sum(received) == 20_000 + 1_000
