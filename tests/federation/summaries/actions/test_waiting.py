"""What a union does not tell yet, since taken from something else it would tell of one person."""

from datetime import UTC, date, datetime
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


def months(cast: Cast, now: datetime) -> list[str]:
    with cast.scope(), time_machine.travel(now, tick=False):
        return [summary.period for summary in summaries.publish(now=now)]


def test_with_a_public_report_a_month_is_told_once_it_is_closed(paying: Cast) -> None:
    with paying.scope():
        set_policy(key="report.public", value=1)
    assert months(paying, NOVEMBER_5) == []
    with paying.scope(), time_machine.travel(NOVEMBER_5, tick=False):
        periods.close_period(month=date(2026, 9, 1), by=paying.dev)
    assert "2026-09" in months(paying, NOVEMBER_5)
    with paying.scope(), time_machine.travel(NOVEMBER_5, tick=False):
        periods.close_period(month=date(2026, 10, 1), by=paying.dev)
    assert months(paying, NOVEMBER_5) == ["2026-10"]


def test_nothing_is_told_while_a_payment_is_unheard_of(paying: Cast) -> None:
    with paying.scope(), time_machine.travel("2026-10-30 12:00", tick=False):
        pay_for(paying, ("idris",), 1_000, date(2026, 10, 30), Tier.SURVIVAL)
        paid = Payment.objects.get(amount_minor=1_000)
        payments.take_back(
            payment_id=paid.pk, why="back", effective_on=date(2026, 10, 30), by=paying.ana
        )
    assert months(paying, NOVEMBER_5) == []
    with paying.scope(), time_machine.travel(NOVEMBER_5, tick=False):
        fulfilments.follow(payment_id=paid.pk)
    assert "2026-10" in months(paying, TOLD_LATER)


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
