"""A round counts once, is approved by two who receive nothing, and is handed out once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.utils import timezone

from commonpurse.refusals import PurseRefused
from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.queries import availability, set_asides
from commonpurse.spending.rules.wanted_payments import NewSpend
from provisioning.needs.actions import (
    allocation_rounds,
    fulfilments,
    need_covers,
    needs,
    round_objections,
)
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.need import Need, NeedState
from provisioning.needs.refusals import (
    ApprovalsMissing,
    ApprovedAlready,
    NothingToDivide,
    ObjectionOpen,
    ObjectionsClosed,
    OwnObjection,
    ReceivesFromRound,
    RoundInWork,
    WindowOpen,
    WordsMissing,
)
from provisioning.needs.rules.allocation import propose as work_out
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, ask, fill, handed_out, pay, proposed
from unions.founding.actions.unions import set_policy
from unions.people.actions.memberships import add_dependant
from unions.refusals import NotFound
from unions.states import MoveRefused


def reread(this: AllocationRound) -> AllocationRound:
    return AllocationRound.objects.get(pk=this.pk)


def test_a_round_pays_what_it_proposed_and_meets_the_needs(now_harbour: Cast) -> None:
    cast = now_harbour
    first = accepted(cast.hana, cast.mira, 80_000)
    second = accepted(cast.idris, cast.mira, 40_000)
    this = handed_out(cast)
    assert this.state == RoundState.CARRIED_OUT
    lines = {line.need_id: line for line in this.lines.all()}
    assert lines[first.pk].grant_minor == 60_000
    assert lines[second.pk].grant_minor == 40_000
    assert availability.sheet("GBP").free == 0
    pay(cast)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.met_minor) == (NeedState.PARTLY_MET, 60_000)
    assert (second.state, second.met_minor) == (NeedState.MET, 40_000)
    assert reread(this).state == RoundState.CLOSED


def test_what_stays_open_enters_the_next_round(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 150_000, only_whole=False)
    handed_out(cast)
    pay(cast)
    assert availability.sheet("GBP").free == 0
    later = proposed(cast, "December round")
    (line,) = later.lines.all()
    assert (line.need_id, line.amount_minor) == (need.pk, 50_000)


def test_the_frozen_input_can_be_worked_out_again_to_the_same_proposal(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira, 70_001, Tier.SURVIVAL)
    accepted(cast.jo, cast.mira, 70_000, Tier.COMFORT)
    this = reread(proposed(cast))
    assert work_out(this.frozen_input) == this.proposal
    assert this.proposal["input_checksum"] == this.frozen_checksum
    assert this.proposal["purse"] == this.purse_minor == 100_000


def test_the_database_keeps_what_was_frozen(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira)
    this = reread(proposed(cast))
    for field, value in (
        ("purse_minor", 1),
        ("frozen_checksum", "0" * 64),
        ("frozen_input", {}),
        ("policy_snapshot", {}),
        ("proposal", {}),
        ("seed", "another"),
    ):
        with (
            pytest.raises(ProgrammingError, match=r"never changes|fixed before"),
            transaction.atomic(),
        ):
            AllocationRound.objects.filter(pk=this.pk).update(**{field: value})
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        AllocationLine.objects.filter(round=this).update(grant_minor=0)


def test_there_is_one_round_at_a_time(now_harbour: Cast) -> None:
    cast = now_harbour
    number = uuid4()
    first = allocation_rounds.start(client_id=number, title="One", by=cast.mira)
    again = allocation_rounds.start(client_id=number, title="One", by=cast.mira)
    assert again.pk == first.pk
    with pytest.raises(RoundInWork):
        allocation_rounds.start(client_id=uuid4(), title="Two", by=cast.noor)
    with pytest.raises(WordsMissing):
        allocation_rounds.start(client_id=uuid4(), title="  ", by=cast.noor)


def test_an_empty_round_is_not_frozen(now_harbour: Cast) -> None:
    cast = now_harbour
    ask(cast.hana)
    this = allocation_rounds.start(client_id=uuid4(), title="One", by=cast.mira)
    with pytest.raises(NothingToDivide):
        allocation_rounds.freeze(round_id=this.pk, by=cast.mira)
    assert reread(this).state == RoundState.COLLECTING


def test_each_step_is_taken_once(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira)
    this = proposed(cast)
    with pytest.raises(MoveRefused):
        allocation_rounds.freeze(round_id=this.pk, by=cast.mira)
    with pytest.raises(MoveRefused):
        allocation_rounds.propose(round_id=this.pk, by=cast.mira)
    with pytest.raises(NotFound):
        allocation_rounds.freeze(round_id=uuid4(), by=cast.mira)


def test_two_different_people_approve(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira)
    this = proposed(cast)
    allocation_rounds.approve(round_id=this.pk, by=cast.mira)
    with pytest.raises(ApprovedAlready):
        allocation_rounds.approve(round_id=this.pk, by=cast.mira)
    with pytest.raises(ApprovalsMissing):
        allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
    assert allocation_rounds.approve(round_id=this.pk, by=cast.noor).state == RoundState.DECIDED


def test_who_receives_does_not_approve(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.mira, cast.noor)
    this = proposed(cast)
    with pytest.raises(ReceivesFromRound):
        allocation_rounds.approve(round_id=this.pk, by=cast.mira)


def test_who_looks_after_a_receiver_does_not_approve(now_harbour: Cast) -> None:
    cast = now_harbour
    child = add_dependant(name="Zoë", birth_year=2018, guardian=cast.mira)
    need = ask(cast.hana, person_ids=[cast.hana.person_id, child.pk])
    need_covers.assent(need_id=need.pk, by=cast.mira)
    needs.accept(need_id=need.pk, tier=Tier.COMFORT, by=cast.noor)
    this = proposed(cast)
    with pytest.raises(ReceivesFromRound):
        allocation_rounds.approve(round_id=this.pk, by=cast.mira)


def test_members_have_time_to_object(in_harbour: Cast) -> None:
    cast = in_harbour
    fill(cast, 100_000)
    accepted(cast.hana, cast.mira)
    this = proposed(cast)
    for by in (cast.mira, cast.noor):
        allocation_rounds.approve(round_id=this.pk, by=by)
    waiting = reread(this)
    assert waiting.state == RoundState.PROPOSED
    assert waiting.objections_until_at is not None
    assert waiting.objections_until_at - timezone.now() > timedelta(hours=71)
    with pytest.raises(WindowOpen):
        allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        with pytest.raises(ObjectionsClosed):
            round_objections.raise_one(
                round_id=this.pk, client_id=uuid4(), reason="Late", by=cast.jo
            )
        assert allocation_rounds.decide_due(now=timezone.now()) == 1
    assert reread(this).state == RoundState.DECIDED


def test_an_objection_blocks_until_somebody_else_answers_it(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira)
    this = proposed(cast)
    number = uuid4()
    terms = {"round_id": this.pk, "client_id": number, "reason": "Is the trip forgotten?"}
    objection = round_objections.raise_one(**terms, by=cast.noor)  # type: ignore[arg-type]
    assert round_objections.raise_one(**terms, by=cast.noor).pk == objection.pk  # type: ignore[arg-type]
    for by in (cast.mira, cast.noor):
        allocation_rounds.approve(round_id=this.pk, by=by)
    assert reread(this).state == RoundState.PROPOSED
    with pytest.raises(ObjectionOpen):
        allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
    which: dict[str, Any] = {"round_id": this.pk, "objection_id": objection.pk}
    with pytest.raises(OwnObjection):
        round_objections.answer(**which, words="No", by=cast.noor)
    with pytest.raises(WordsMissing):
        round_objections.answer(**which, words=" ", by=cast.mira)
    round_objections.answer(**which, words="Comfort has its part", by=cast.mira)
    done = allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
    assert done.state == RoundState.CARRIED_OUT
    with pytest.raises(ObjectionsClosed):
        round_objections.raise_one(round_id=this.pk, client_id=uuid4(), reason="x", by=cast.jo)


def test_handing_out_twice_is_refused_and_promises_once(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 30_000)
    this = handed_out(cast)
    with pytest.raises(MoveRefused):
        allocation_rounds.carry_out(round_id=this.pk, by=cast.noor)
    assert Payment.objects.of_source("allocation_round", this.pk).count() == 1
    need.refresh_from_db()
    assert (need.granted_minor, need.met_minor) == (30_000, 0)


def test_a_need_withdrawn_meanwhile_gets_nothing(now_harbour: Cast) -> None:
    cast = now_harbour
    gone = accepted(cast.hana, cast.mira, 30_000)
    stays = accepted(cast.jo, cast.mira, 20_000)
    this = proposed(cast)
    needs.withdraw(need_id=gone.pk, by=cast.hana)
    for by in (cast.mira, cast.noor):
        allocation_rounds.approve(round_id=this.pk, by=by)
    allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
    (payment,) = Payment.objects.of_source("allocation_round", this.pk)
    assert payment.need_id == stays.pk
    assert availability.sheet("GBP").free == 80_000
    assert this.lines.get(need=gone).carried_out is False


def test_a_purse_that_was_spent_meanwhile_stops_the_handing_out(now_harbour: Cast) -> None:
    cast = now_harbour
    accepted(cast.hana, cast.mira, 100_000)
    this = proposed(cast)
    spend = NewSpend(uuid4(), "Roof", "Builder", 50_000, "GBP")
    payments.request(spend=spend, by=cast.dev)
    for by in (cast.mira, cast.noor):
        allocation_rounds.approve(round_id=this.pk, by=by)
    with pytest.raises(PurseRefused), transaction.atomic():
        allocation_rounds.carry_out(round_id=this.pk, by=cast.mira)
    assert reread(this).state == RoundState.DECIDED
    assert Need.objects.get().granted_minor == 0


def test_what_only_helps_whole_is_kept_and_bought_later(now_harbour: Cast) -> None:
    cast = now_harbour
    loom = accepted(cast.hana, cast.mira, 120_000, only_whole=True)
    handed_out(cast)
    assert set_asides.kept([loom.pk], "GBP") == {loom.pk: 100_000}
    assert availability.sheet("GBP").free == 0
    fill(cast, 20_000)
    later = handed_out(cast, "December round")
    (line,) = later.lines.all()
    assert (line.held_minor, line.share_minor, line.grant_minor) == (100_000, 20_000, 120_000)
    assert set_asides.kept([loom.pk], "GBP") == {}
    pay(cast)
    loom.refresh_from_db()
    assert loom.state == NeedState.MET


def test_withdrawing_gives_back_what_was_kept(now_harbour: Cast) -> None:
    cast = now_harbour
    loom = accepted(cast.hana, cast.mira, 120_000, only_whole=True)
    handed_out(cast)
    needs.withdraw(need_id=loom.pk, by=cast.hana)
    assert availability.sheet("GBP").free == 100_000


def test_a_refused_payment_leaves_the_need_open(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 30_000)
    this = handed_out(cast)
    (payment,) = Payment.objects.of_source("allocation_round", this.pk)
    payments.refuse(payment_id=payment.pk, why="Wrong account", by=cast.dev)
    for _ in range(2):
        fulfilments.follow(payment_id=payment.pk)
    need.refresh_from_db()
    assert (need.state, need.granted_minor) == (NeedState.ACCEPTED, 0)
    assert reread(this).state == RoundState.CLOSED
    assert proposed(cast, "Again").lines.get().amount_minor == 30_000


def test_paid_twice_heard_is_met_once(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira, 30_000)
    this = handed_out(cast)
    pay(cast)
    (payment,) = Payment.objects.of_source("allocation_round", this.pk)
    fulfilments.follow(payment_id=payment.pk)
    need.refresh_from_db()
    assert need.met_minor == 30_000
    assert fulfilments.follow(payment_id=uuid4()) is None


def test_turns_are_taken_in_comfort(now_harbour: Cast) -> None:
    cast = now_harbour
    set_policy(key="allocation.comfort_floor_bp", value=0)
    accepted(cast.hana, cast.mira, 60_000, Tier.COMFORT)
    handed_out(cast)
    pay(cast)
    accepted(cast.hana, cast.mira, 30_000, Tier.COMFORT)
    accepted(cast.jo, cast.mira, 40_000, Tier.COMFORT)
    later = proposed(cast, "December round")
    assert later.proposal is not None
    persons = {row["person"]: row for row in later.proposal["persons"]}
    assert persons[str(cast.hana.person_id)]["start"] == 60_000
    assert persons[str(cast.jo.person_id)]["got"] == 40_000
    assert persons[str(cast.hana.person_id)]["got"] == 0


def test_a_round_can_be_stopped_before_anything_is_given(now_harbour: Cast) -> None:
    cast = now_harbour
    need = accepted(cast.hana, cast.mira)
    this = proposed(cast)
    with pytest.raises(WordsMissing):
        allocation_rounds.stop(round_id=this.pk, why=" ", by=cast.mira)
    allocation_rounds.stop(round_id=this.pk, why="A need was forgotten", by=cast.mira)
    assert handed_out(cast, "Again").lines.get().need_id == need.pk
    with pytest.raises(MoveRefused):
        allocation_rounds.stop(
            round_id=AllocationRound.objects.get(title="Again").pk, why="x", by=cast.mira
        )
