"""A till that tells money, and the worker that enters it."""

from datetime import date
from typing import Any

from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.actions.incoming_payments import Taken
from commonpurse.intake.models.incoming_payment import IncomingPayment
from commonpurse.intake.rules.incoming import NewIncoming
from commonpurse.ledger.rules.ways import Way
from tests.cast import Cast
from unions.courier.actions.deliveries import Outcome, deliver
from unions.courier.models.receipt import Receipt

TODAY = "2026-11-20 12:00"
ON = date(2026, 11, 14)


def sale(key: str, amount_minor: int = 350, **changes: Any) -> NewIncoming:
    """What a till tells of one sale."""
    told = {"currency": "GBP", "way": Way.CASH, "received_on": ON, "words": "", **changes}
    return NewIncoming(key=key, amount_minor=amount_minor, **told)


def tell(cast: Cast, *items: NewIncoming, sending: str = "", who: str = "dev") -> list[Taken]:
    """Tell these under a name of their own unless one is given; inside the scope."""
    sending = sending or "-".join(item.key for item in items)[:100]
    return incoming_payments.take_in(items=items, sending=sending, by=cast.members[who])


def states() -> dict[str, str]:
    """What became of each, by key; inside the scope."""
    return dict(IncomingPayment.objects.values_list("key", "state"))


def work_off(cast: Cast) -> int:
    """Let the courier do all that waits, one delivery after the other; how many there were."""
    count = 0
    while True:
        with cast.scope():
            waiting = Receipt.objects.filter(done_at=None, receiver__contains="intake")
            receipt = waiting.order_by("id").first()
        if receipt is None:
            return count
        assert deliver(work_id=receipt.id, union_id=cast.union.id) is Outcome.DONE
        count += 1
