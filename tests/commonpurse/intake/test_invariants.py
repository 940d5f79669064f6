"""The laws of the intake name the row that is spoilt."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonpurse.intake.models.incoming_payment import IncomingPayment
from tests.cast import Cast
from tests.commonpurse.intake.tills import sale, tell, work_off
from tests.commonpurse.ledger.test_invariants import breaches
from unions import schedule
from unions.courier.queries.pulses import JOURNEY


@pytest.mark.parametrize("spoilt", [{"amount_minor": 351}, {"received_on": "2026-11-13"}])
def test_entered_stands_in_the_books(harbour: Cast, spoilt: dict[str, object]) -> None:
    with harbour.scope():
        tell(harbour, sale("a"), sale("b"))
    work_off(harbour)
    with harbour.scope():
        assert breaches() == {}
        row = IncomingPayment.objects.get(key="b")
        IncomingPayment.objects.filter(pk=row.pk).update(**spoilt)
        assert breaches() == {"entered_stands_in_the_books": [f"incoming payment {row.pk}"]}


def test_entry_of_another_is_not_its_own(harbour: Cast) -> None:
    with harbour.scope():
        tell(harbour, sale("a"), sale("b"))
    work_off(harbour)
    with harbour.scope():
        rows = list(IncomingPayment.objects.order_by("key"))
        IncomingPayment.objects.filter(pk=rows[0].pk).update(
            state="refused", entry=None, obstacle="other"
        )
        IncomingPayment.objects.filter(pk=rows[1].pk).update(entry=rows[0].entry_id)
        assert breaches() == {"entered_stands_in_the_books": [f"incoming payment {rows[1].pk}"]}


def test_nothing_waits_too_long(in_harbour: Cast) -> None:
    (old,) = tell(in_harbour, sale("old"))
    tell(in_harbour, sale("new"))
    two_hours_ago = timezone.now() - timedelta(hours=2)
    IncomingPayment.objects.filter(pk=old.id).update(created_at=two_hours_ago)
    # While no work gets done at all, that is what is told.
    assert breaches() == {}
    schedule.pulse(JOURNEY)
    assert breaches() == {"nothing_waits_too_long": [f"incoming payment {old.id}"]}
