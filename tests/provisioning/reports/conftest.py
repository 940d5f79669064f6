"""A union with months of payments for survival, and money left."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from provisioning.needs.actions import allocation_rounds, fulfilments, need_covers, needs
from provisioning.needs.actions.needs import Asking
from provisioning.needs.rules.categories import Category
from provisioning.tiers import Tier
from tests.cast import Cast, written_again
from tests.commonpurse.conftest import fill
from unions.founding.actions.unions import set_policy

TODAY = "2026-11-20 12:00"


def pay_for(cast: Cast, names: tuple[str, ...], amount: int, on: date, tier: Tier) -> None:
    """One joint need of these people, accepted, decided and paid on a day; inside the scope."""
    with time_machine.travel(f"{on} 12:00", tick=False):
        people = [cast.members[name] for name in names]
        need = needs.ask(
            asking=Asking(
                amount_minor=amount,
                person_ids=[member.person_id for member in people],
                category=Category.FOOD,
                client_id=uuid4(),
            ),
            by=people[0],
        )
        for member in people[1:]:
            need_covers.assent(need_id=need.pk, by=member)
        needs.accept(need_id=need.pk, tier=tier, by=cast.mira)
        this = allocation_rounds.start(client_id=uuid4(), title=f"{on:%B}", by=cast.mira)
        allocation_rounds.freeze(round_id=this.pk, by=cast.mira)
        allocation_rounds.propose(round_id=this.pk, by=cast.mira)
        for carer in (cast.mira, cast.noor):
            allocation_rounds.approve(round_id=this.pk, by=carer)
        allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
        for payment in list(Payment.objects.promised()):
            payments.approve(payment_id=payment.pk, by=cast.dev)
            if Payment.objects.get(pk=payment.pk).state != "approved":
                payments.approve(payment_id=payment.pk, by=cast.ana)
            payments.pay(payment_id=payment.pk, way=Way.BANK, paid_on=on, by=cast.dev)
            fulfilments.follow(payment_id=payment.pk)


@pytest.fixture
def lived(harbour: Cast) -> Cast:
    """1 000.00 in the purse on 1 September; three people got 100.00 of survival needs in
    September, 200.00 in October; 50.00 went for comfort. 650.00 are left."""
    written_again(("lived", harbour.union.id), lambda: live(harbour))
    return harbour


def live(harbour: Cast) -> None:
    """What `lived` says."""
    with harbour.scope(), time_machine.travel("2026-09-01 12:00", tick=False):
        set_policy(key="round.silence_hours", value=0)
        fill(harbour, 100_000, on=date(2026, 9, 1))
        three = ("hana", "idris", "jo")
        pay_for(harbour, three, 10_000, date(2026, 9, 10), Tier.SURVIVAL)
        pay_for(harbour, ("hana",), 5_000, date(2026, 9, 20), Tier.COMFORT)
        pay_for(harbour, three, 20_000, date(2026, 10, 10), Tier.SURVIVAL)
