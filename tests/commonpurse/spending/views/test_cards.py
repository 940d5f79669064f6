"""What hangs on the home page: the subtraction for all, what waits for those who can act."""

from uuid import uuid4

import pytest
import time_machine

from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.spending.actions import payments
from commonpurse.spending.rules.wanted_payments import NewSpend
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from unions.cards import Place, cards_of, first_steps
from unions.circles.queries.standings import of_membership

OURS = "commonpurse/"


def templates(cast: Cast, who: str, place: Place) -> list[str]:
    """The names of our cards in a place for a reader; inside the scope."""
    standing = of_membership(union=cast.union, membership=cast.members[who])
    found = [card.template for card in cards_of(place, standing)]
    return [name.rsplit("/", 1)[1] for name in found if name.startswith(OURS)]


@pytest.fixture
def busy(in_harbour: Cast) -> Cast:
    fill(in_harbour, 100_000)
    pledges.give(pledge=NewPledge(uuid4(), 500, "GBP"), by=in_harbour.hana)
    new = NewSpend(uuid4(), "Van hire", "", 20_000, "GBP")
    payment = payments.request(spend=new, by=in_harbour.dev)
    payments.approve(payment_id=payment.pk, by=in_harbour.dev)
    return in_harbour


def test_all_see_the_subtraction_and_the_months(busy: Cast) -> None:
    assert templates(busy, "hana", Place.PURSE) == ["subtraction.html"]
    assert templates(busy, "hana", Place.FLOWS) == ["flow.html"]


# November runs, so no month waits to be closed.
@time_machine.travel("2026-11-20 12:00", tick=False)
def test_only_what_this_reader_can_do_waits(busy: Cast) -> None:
    assert templates(busy, "hana", Place.WAITING) == []
    assert templates(busy, "ana", Place.WAITING) == ["to_pay.html", "to_receive.html"]
    # Dev has said yes already; what is left for Dev is the promise of money.
    assert templates(busy, "dev", Place.WAITING) == ["to_receive.html"]


def test_first_money_is_a_step_of_a_new_union(in_harbour: Cast) -> None:
    standing = of_membership(union=in_harbour.union, membership=in_harbour.hana)

    def done() -> list[bool]:
        steps = first_steps(standing)
        return [step.done for step in steps if step.url_name == "commonpurse:pledges.create"]

    assert done() == [False]
    fill(in_harbour, 1)
    assert done() == [True]
