"""Whether needs have followed the payments that were made for them."""

from datetime import datetime
from uuid import UUID

from commonpurse.spending.queries import payments
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.fulfilment_reversal import FulfilmentReversal
from provisioning.needs.rules.sources import ROUND


def behind(*, recorded_by: datetime | None = None) -> set[UUID]:
    """Payments for needs that stand in the books, as paid or as undone, otherwise than they count
    here. With `recorded_by` otherwise than they counted here at that moment, so that a payment that
    came later is among them."""
    received, taken_back = Fulfilment.objects.all(), FulfilmentReversal.objects.all()
    if recorded_by is not None:
        received = received.filter(created_at__lte=recorded_by)
        taken_back = taken_back.filter(created_at__lte=recorded_by)
    posted = payments.posted(ROUND)
    counted = set(received.values_list("payment_id", flat=True))
    uncounted = set(taken_back.values_list("fulfilment__payment_id", flat=True))
    undone = {payment_id for payment_id, is_undone in posted.items() if is_undone}
    return (posted.keys() ^ counted) | (undone ^ uncounted)
