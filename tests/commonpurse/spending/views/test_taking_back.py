"""The pages on which a keeper undoes what was only said to be paid, or to have arrived."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
from tests.cast import Cast
from tests.commonpurse.conftest import fill

TODAY = "2026-11-20 12:00"
PAID_ON = date(2026, 11, 5)


@pytest.fixture
def paid(harbour: Cast) -> Payment:
    with time_machine.travel(f"{PAID_ON} 12:00", tick=False), harbour.scope():
        fill(harbour, 100_000)
        spend = NewSpend(uuid4(), "Van hire", "Harbour Vans", 700, "GBP")
        payment = payments.request(spend=spend, by=harbour.dev)
        payments.approve(payment_id=payment.pk, by=harbour.dev)
        return payments.pay(payment_id=payment.pk, way=Way.BANK, paid_on=PAID_ON, by=harbour.dev)


@pytest.fixture
def received(harbour: Cast) -> Pledge:
    with time_machine.travel(TODAY, tick=False), harbour.scope():
        pledge = pledges.give(pledge=NewPledge(uuid4(), 2_000, "GBP"), by=harbour.hana)
        return pledges.receive(
            pledge_id=pledge.pk, way=Way.CASH, received_on=PAID_ON, by=harbour.ana
        )


def form(**changed: str) -> dict[str, str]:
    sent = {"client_id": "8c5f2c0e-6d0f-4a5e-9f5e-2f1d8f6f7a10", "reason": "never", "words": ""}
    return {**sent, "on": "2026-11-20", "step": "check", **changed}


def ask(cast: Cast, who: str, path: str, sent: dict[str, str] | None = None) -> Any:
    client, url = cast.client(who), cast.url(f"purse/{path}")
    with time_machine.travel(TODAY, tick=False):
        return client.get(url) if sent is None else client.post(url, sent)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_payment_is_undone_after_a_check(harbour: Cast, paid: Payment) -> None:
    path = f"spends/{paid.pk}/take-back/"
    assert path in text(ask(harbour, "dev", f"spends/{paid.pk}/"))
    assert "It was not paid after all" in text(ask(harbour, "dev", path))
    checked = text(ask(harbour, "dev", path, form()))
    assert "goes on into the purse at once and is free there" in checked
    assert "“it did not happen”" in checked
    for _ in range(2):
        done = ask(harbour, "dev", path, form(step="send"))
        assert done["Location"].endswith(f"/purse/spends/{paid.pk}/")
    shown = text(ask(harbour, "dev", f"spends/{paid.pk}/"))
    assert "Undone: was not paid" in shown
    with harbour.scope():
        back = JournalEntry.objects.get(reverses__isnull=False)
    assert f"/purse/entries/{back.pk}/" in shown
    again = ask(harbour, "ana", path, form(step="send"))
    assert again.status_code == 422


def test_what_was_paid_for_a_need_waits_again(harbour: Cast, paid: Payment) -> None:
    with time_machine.travel(f"{PAID_ON} 12:00", tick=False), harbour.scope():
        line = PaymentLine(Source("need", uuid4()), harbour.ana.person_id, 700)
        (need,) = payments.commit(
            source=Source("allocation_round", uuid4()),
            lines=[line],
            currency="GBP",
            by=harbour.mira,
        )
        payments.approve(payment_id=need, by=harbour.dev)
        payments.pay(payment_id=need, way=Way.BANK, paid_on=PAID_ON, by=harbour.dev)
    path = f"spends/{need}/take-back/"
    assert path in text(ask(harbour, "dev", f"spends/{need}/"))
    checked = text(ask(harbour, "dev", path, form()))
    assert "The money stays promised to Ana: the payment waits" in checked
    assert path not in text(ask(harbour, "ana", f"spends/{need}/")), "it is her own"
    refused = ask(harbour, "ana", path, form(step="send"))
    assert (refused.status_code, "This payment is for you" in text(refused)) == (422, True)
    for _ in range(2):
        assert ask(harbour, "dev", path, form(step="send")).status_code == 302
    with harbour.scope():
        again = Payment.objects.get(replaces=need)
    undone = text(ask(harbour, "dev", f"spends/{need}/"))
    assert "Undone: was not paid" in undone
    assert "Dev, Fri 20 Nov" in undone
    assert f"/purse/spends/{again.pk}/" in undone
    waiting = text(ask(harbour, "dev", f"spends/{again.pk}/"))
    assert "Ready to pay" in waiting
    assert f"/purse/spends/{need}/" in waiting
    assert f"/purse/spends/{again.pk}/" in text(ask(harbour, "dev", "spends/"))
    with time_machine.travel(TODAY, tick=False), harbour.scope():
        payments.refuse(payment_id=again.pk, why="No account", by=harbour.dev)
    undone = text(ask(harbour, "dev", f"spends/{need}/"))
    assert "See what became of it" in undone
    assert "stays promised" not in undone


def test_a_receipt_is_undone_and_the_promise_waits_again(harbour: Cast, received: Pledge) -> None:
    path = f"pledges/{received.pk}/take-back/"
    entry = ask(harbour, "dev", f"entries/{received.entry_id}/reverse/")
    assert f"/purse/pledges/{received.pk}/" in text(entry)
    assert path in text(ask(harbour, "dev", f"pledges/{received.pk}/"))
    assert "The promise of Hana waits again" in text(ask(harbour, "dev", path, form()))
    for _ in range(2):
        assert ask(harbour, "dev", path, form(step="send")).status_code == 302
    assert "Undone" in text(ask(harbour, "dev", f"pledges/{received.pk}/"))
    assert "Hana" in text(ask(harbour, "dev", "pledges/"))
    given = text(ask(harbour, "hana", "give/"))
    assert given.count("£20.00") == 1
    assert "not confirmed yet" in given


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": "other"}, "Please say in a few words why."),
        ({"on": "2026-11-04"}, "before its own day"),
        ({"on": "2026-11-21"}, "This day has not come yet."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    harbour: Cast, paid: Payment, received: Pledge, changed: dict[str, str], words: str
) -> None:
    for path in (f"spends/{paid.pk}/take-back/", f"pledges/{received.pk}/take-back/"):
        answer = ask(harbour, "dev", path, form(step="send", **changed))
        assert answer.status_code == 422
        assert words in text(answer)
    with harbour.scope():
        assert not JournalEntry.objects.filter(reverses__isnull=False).exists()


def test_only_keepers_of_this_union_get_there(
    harbour: Cast, millrace: Cast, paid: Payment, received: Pledge
) -> None:
    for path in (
        f"spends/{paid.pk}/take-back/",
        f"pledges/{received.pk}/take-back/",
        f"pledges/{received.pk}/",
    ):
        assert ask(harbour, "hana", path).status_code == 403
        assert millrace.client("kit").get(harbour.url(f"purse/{path}")).status_code == 404
        assert millrace.client("kit").get(millrace.url(f"purse/{path}")).status_code == 404
    with time_machine.travel(TODAY, tick=False), harbour.scope():
        waiting = pledges.give(pledge=NewPledge(uuid4(), 5, "GBP"), by=harbour.hana)
    assert ask(harbour, "dev", f"pledges/{waiting.pk}/").status_code == 200
    assert ask(harbour, "dev", f"pledges/{waiting.pk}/take-back/").status_code == 404
