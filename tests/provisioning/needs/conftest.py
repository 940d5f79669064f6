"""A purse to give from, and short ways to ask, accept and count."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from provisioning.needs.actions import allocation_rounds, fulfilments, needs
from provisioning.needs.actions.needs import Asking
from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.need import Need
from provisioning.needs.rules.categories import Category
from provisioning.tiers import Tier
from tests.cast import Cast
from unions.courier.models.receipt import Receipt
from unions.founding.actions.unions import set_policy
from unions.invariants import laws
from unions.people.models.membership import Membership

OPENED_ON = date(2026, 11, 20)
Ask = Callable[..., Need]


def fill(cast: Cast, amount_minor: int) -> None:
    """Put money into the purse of a union; inside its scope."""
    by = next(iter(cast.members.values()))
    purse = accounts.open_purse(currency="GBP", by=by)
    draft = Draft(
        key=f"opening:{uuid4()}",
        kind="opening",
        memo=Memo("opening"),
        effective_on=OPENED_ON,
        lines=moving(amount_minor, out_of=purse.bank, into=purse.purse),
    )
    journal_entries.post(entry=draft, by=by)


def ask(by: Membership, amount: int = 10_000, **more: Any) -> Need:
    """A need of one's own unless `person_ids` says otherwise."""
    more.setdefault("person_ids", [by.person_id])
    more.setdefault("category", Category.WORK)
    more.setdefault("client_id", uuid4())
    return needs.ask(asking=Asking(amount_minor=amount, **more), by=by)


def accepted(
    by: Membership,
    carer: Membership,
    amount: int = 10_000,
    tier: Tier = Tier.LIVELIHOOD,
    **more: Any,
) -> Need:
    """A need that the care circle has put into a tier."""
    need = ask(by, amount, **more)
    return needs.accept(need_id=need.pk, tier=tier, by=carer)


def proposed(cast: Cast, title: str = "November round") -> AllocationRound:
    """A round that is worked out over all accepted needs."""
    this = allocation_rounds.start(client_id=uuid4(), title=title, by=cast.mira, seed="s")
    allocation_rounds.freeze(round_id=this.pk, by=cast.mira)
    return allocation_rounds.propose(round_id=this.pk, by=cast.mira)


def handed_out(cast: Cast, title: str = "November round") -> AllocationRound:
    """A round that two have approved and that was handed out."""
    this = proposed(cast, title)
    for name in ("mira", "noor"):
        allocation_rounds.approve(round_id=this.pk, by=cast.members[name])
    return allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)


def pay(cast: Cast, ids: Sequence[UUID] | None = None) -> None:
    """Two keepers pay what waits, and the needs hear of it."""
    waiting = Payment.objects.filter(id__in=ids) if ids else Payment.objects.promised()
    for payment in list(waiting.order_by("id")):
        payments.approve(payment_id=payment.pk, by=cast.dev)
        if Payment.objects.get(pk=payment.pk).state != "approved":
            payments.approve(payment_id=payment.pk, by=cast.ana)
        payments.pay(**paying(payment), by=cast.dev)
        fulfilments.follow(payment_id=payment.pk)


def paying(payment: Payment) -> dict[str, Any]:
    """It is paid by bank, today."""
    return {"payment_id": payment.pk, "way": Way.BANK, "paid_on": timezone.localdate()}


def broken_laws() -> dict[str, list[str]]:
    """By law of the union in scope, of whichever app, what is wrong with its rows."""
    found = {law.name: law.breaches() for law in laws() if not law.of_instance}
    return {name: [breach.words for breach in rows] for name, rows in found.items() if rows}


def heard() -> None:
    """As if every piece of news had reached everybody, whatever they did with it."""
    Receipt.objects.update(done_at=timezone.now())


def undo(cast: Cast) -> Payment:
    """The one payment that stands did not arrive; the needs have not heard of it yet."""
    return payments.take_back(
        payment_id=Payment.objects.standing().get().pk,
        why="it did not arrive",
        effective_on=timezone.localdate(),
        key=str(uuid4()),
        by=cast.ana,
    )


@pytest.fixture
def now_harbour(in_harbour: Cast) -> Cast:
    """Harbour Lights with 1 000.00 in the purse, where rounds need no time of silence."""
    fill(in_harbour, 100_000)
    set_policy(key="round.silence_hours", value=0)
    return in_harbour
