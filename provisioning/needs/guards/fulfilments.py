"""Whether needs have followed the payments that were made for them."""

from datetime import datetime
from uuid import UUID

from commonpurse.spending.queries import payments
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.fulfilment_reversal import FulfilmentReversal
from provisioning.needs.rules.sources import ROUND


def behind(*, recorded_by: datetime | None = None) -> set[UUID]:
    """Payments for needs that stand in the books, as paid or as undone, otherwise than they count
    here. With `recorded_by` as it was recorded here at that moment."""
    received, taken_back = Fulfilment.objects.all(), FulfilmentReversal.objects.all()
    if recorded_by is not None:
        received = received.filter(created_at__lte=recorded_by)
        taken_back = taken_back.filter(created_at__lte=recorded_by)
    posted = payments.of_kind(ROUND)
    counted = set(received.values_list("payment_id", flat=True))
    uncounted = set(taken_back.values_list("fulfilment__payment_id", flat=True))
    undone = {payment.id for payment in posted if payment.undone_on is not None}
    return ({payment.id for payment in posted} ^ counted) | (undone ^ uncounted)
