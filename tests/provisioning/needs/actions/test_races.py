"""Several people at once, on real connections: a step of a round is taken once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from commonpurse.spending.models.payment import Payment
from commonpurse.spending.queries import availability
from provisioning.needs.actions import allocation_rounds, fulfilments, needs
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need import Need, NeedState
from provisioning.needs.models.round_approval import RoundApproval
from provisioning.needs.refusals import ApprovedAlready, RoundInWork
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, ask, fill, handed_out, pay, proposed
from unions.founding.actions.unions import set_policy
from unions.refusals import Refused
from unions.states import MoveRefused

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


@pytest.fixture
def open_harbour(transactional_db: None, harbour: Cast) -> Cast:
    """Harbour Lights with a purse and two accepted needs, nothing held open by the test."""
    with harbour.scope():
        fill(harbour, 100_000)
        set_policy(key="round.silence_hours", value=0)
        accepted(harbour.hana, harbour.mira, 80_000)
        accepted(harbour.idris, harbour.mira, 40_000)
    return harbour


def at_once(cast: Cast, work: Callable[[int], Any]) -> list[Any]:
    """What each writer got, in a scope and connection of its own; refusals as their class."""
    gate = Barrier(WRITERS)

    def run(number: int) -> Any:
        try:
            gate.wait(timeout=60)
            with cast.scope():
                return work(number)
        except Refused as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def refusals(answers: list[Any], refusal: type[Refused]) -> int:
    return sum(answer is refusal for answer in answers)


def test_one_round_begins(open_harbour: Cast) -> None:
    cast = open_harbour
    answers = at_once(
        cast,
        lambda number: (
            allocation_rounds.start(client_id=uuid4(), title=f"Round {number}", by=cast.mira).pk
        ),
    )
    assert refusals(answers, RoundInWork) == WRITERS - 1
    with cast.scope():
        assert AllocationRound.objects.count() == 1


def test_a_round_is_frozen_and_worked_out_once(open_harbour: Cast) -> None:
    cast = open_harbour
    with cast.scope():
        this = allocation_rounds.start(client_id=uuid4(), title="November", by=cast.mira)
    frozen = at_once(cast, lambda _: allocation_rounds.freeze(round_id=this.pk, by=cast.mira).pk)
    again = at_once(cast, lambda _: allocation_rounds.propose(round_id=this.pk, by=cast.mira).pk)
    assert refusals(frozen, MoveRefused) == refusals(again, MoveRefused) == WRITERS - 1
    with cast.scope():
        assert AllocationLine.objects.count() == 2


def test_one_persons_yes_counts_once_however_often_it_is_sent(open_harbour: Cast) -> None:
    cast = open_harbour
    with cast.scope():
        this = proposed(cast)
    answers = at_once(cast, lambda _: allocation_rounds.approve(round_id=this.pk, by=cast.mira).pk)
    assert refusals(answers, ApprovedAlready) == WRITERS - 1
    with cast.scope():
        assert RoundApproval.objects.count() == 1
        assert AllocationRound.objects.get().state == RoundState.PROPOSED


def test_two_yeses_at_once_decide(open_harbour: Cast) -> None:
    cast = open_harbour
    with cast.scope():
        this = proposed(cast)
    people = (cast.mira, cast.noor, cast.mira, cast.noor)
    at_once(cast, lambda n: allocation_rounds.approve(round_id=this.pk, by=people[n]).pk)
    with cast.scope():
        assert RoundApproval.objects.count() == 2
        assert AllocationRound.objects.get().state == RoundState.DECIDED


def test_a_round_is_handed_out_once(open_harbour: Cast) -> None:
    cast = open_harbour
    with cast.scope():
        this = proposed(cast)
        for by in (cast.mira, cast.noor):
            allocation_rounds.approve(round_id=this.pk, by=by)
    answers = at_once(
        cast, lambda _: allocation_rounds.carry_out(round_id=this.pk, by=cast.mira).pk
    )
    assert sum(isinstance(answer, UUID) for answer in answers) == 1
    with cast.scope():
        assert Payment.objects.count() == 2
        assert availability.sheet("GBP").free == 0


def test_news_of_a_payment_counts_once(open_harbour: Cast) -> None:
    cast = open_harbour
    with cast.scope():
        handed_out(cast)
        pay(cast)
        ids = list(Payment.objects.values_list("id", flat=True))
    at_once(cast, lambda number: fulfilments.follow(payment_id=ids[number % 2]))
    with cast.scope():
        assert Fulfilment.objects.count() == 2
        assert AllocationRound.objects.get().state == RoundState.CLOSED
        assert sum(Need.objects.values_list("met_minor", flat=True)) == 100_000


def test_the_same_need_sent_at_once_is_asked_once(open_harbour: Cast) -> None:
    cast, number = open_harbour, uuid4()
    answers = at_once(cast, lambda _: ask(cast.jo, client_id=number).pk)
    assert len(set(answers)) == 1
    with cast.scope():
        assert Need.objects.filter(client_id=number).count() == 1


def test_withdrawing_while_it_is_handed_out_leaves_one_truth(open_harbour: Cast) -> None:
    cast = open_harbour
    with cast.scope():
        this = proposed(cast)
        for by in (cast.mira, cast.noor):
            allocation_rounds.approve(round_id=this.pk, by=by)
        need = Need.objects.get(claimant=cast.hana.person)

    def work(number: int) -> Any:
        if number % 2:
            return needs.withdraw(need_id=need.pk, by=cast.hana).pk
        return allocation_rounds.carry_out(round_id=this.pk, by=cast.mira).pk

    at_once(cast, work)
    with cast.scope():
        need.refresh_from_db()
        paid = Payment.objects.filter(need_id=need.pk).exists()
        assert (need.state == NeedState.WITHDRAWN) is not paid
        assert AllocationRound.objects.get().state == RoundState.CARRIED_OUT
