"""What asking, accepting and withdrawing refuse, besides what the pages show."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from provisioning.needs.actions import need_covers, needs
from provisioning.needs.actions.needs import Asking
from provisioning.needs.models.need import Need, NeedState
from provisioning.needs.queries import needs as queries
from provisioning.needs.refusals import (
    AssentMissing,
    MoneyOnItsWay,
    NeedBeingCounted,
    NobodyMissing,
    NotAsked,
    NotYourNeed,
)
from provisioning.needs.rules.categories import AMOUNT_MINOR_MAX, PEOPLE_MAX, Category
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, ask, handed_out, proposed
from unions.people.actions.memberships import add_dependant
from unions.refusals import Clash, NotFound
from unions.states import MoveRefused


def asking(cast: Cast) -> Asking:
    return Asking(
        client_id=uuid4(),
        category=Category.WORK,
        amount_minor=1_000,
        person_ids=[cast.hana.person_id],
    )


def test_what_is_no_need_is_not_asked(in_harbour: Cast) -> None:
    good = asking(in_harbour)
    for wrong in (
        replace(good, amount_minor=0),
        replace(good, amount_minor=AMOUNT_MINOR_MAX + 1),
        replace(good, person_ids=[]),
        replace(good, person_ids=[in_harbour.hana.person_id] * 2),
        replace(good, person_ids=[uuid4()]),
        replace(good, person_ids=[uuid4() for _ in range(PEOPLE_MAX + 1)]),
        replace(good, amount_minor=1, person_ids=[in_harbour.hana.person_id, uuid4()]),
    ):
        with pytest.raises(NotAsked):
            needs.ask(asking=wrong, by=in_harbour.hana)
    assert not Need.objects.exists()


def test_a_number_of_somebody_else_is_refused(in_harbour: Cast) -> None:
    first = asking(in_harbour)
    needs.ask(asking=first, by=in_harbour.hana)
    with pytest.raises(NotAsked):
        needs.ask(asking=first, by=in_harbour.idris)


def test_a_name_is_shown_only_on_the_board(in_harbour: Cast) -> None:
    need = needs.ask(asking=replace(asking(in_harbour), named=True), by=in_harbour.hana)
    assert need.named is False


def test_a_guardian_says_yes_for_a_child(in_harbour: Cast) -> None:
    child = add_dependant(name="Zoë", birth_year=2018, guardian=in_harbour.jo)
    need = ask(in_harbour.hana, person_ids=[child.pk, in_harbour.hana.person_id])
    with pytest.raises(NotFound):
        need_covers.assent(need_id=need.pk, by=in_harbour.idris)
    assert need_covers.assent(need_id=need.pk, by=in_harbour.jo) == 1
    with pytest.raises(NobodyMissing):
        need_covers.assent(need_id=need.pk, by=in_harbour.jo)


def test_a_need_whose_people_all_said_no_is_not_accepted(in_harbour: Cast) -> None:
    need = ask(in_harbour.hana, person_ids=[in_harbour.idris.person_id])
    need_covers.decline(need_id=need.pk, by=in_harbour.idris)
    with pytest.raises(AssentMissing):
        needs.accept(need_id=need.pk, tier=Tier.COMFORT, by=in_harbour.mira)


def test_ones_own_need_is_neither_read_nor_accepted_nor_asked_back(in_harbour: Cast) -> None:
    need = ask(in_harbour.mira)
    with pytest.raises(NotYourNeed):
        needs.read(need_id=need.pk, by=in_harbour.mira)
    with pytest.raises(NotYourNeed):
        needs.accept(need_id=need.pk, tier=Tier.SURVIVAL, by=in_harbour.mira)
    with pytest.raises(NotYourNeed):
        needs.ask_back(need_id=need.pk, question="Why?", by=in_harbour.mira)


def test_what_is_being_counted_keeps_its_tier_and_its_set_aside(now_harbour: Cast) -> None:
    need = accepted(now_harbour.hana, now_harbour.mira)
    proposed(now_harbour)
    with pytest.raises(NeedBeingCounted):
        needs.accept(need_id=need.pk, tier=Tier.SURVIVAL, by=now_harbour.mira)
    with pytest.raises(NeedBeingCounted):
        needs.release(need_id=need.pk, by=now_harbour.hana)


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 10_001},
        {"title": "Blunt saw"},
        {"words": "Otherwise"},
        {"category": Category.HOME},
        {"only_whole": True},
    ],
)
def test_a_need_that_was_changed_is_not_taken_for_its_repeat(
    in_harbour: Cast, changed: dict[str, Any]
) -> None:
    sent: dict[str, Any] = {
        "amount": 10_000,
        "client_id": uuid4(),
        "title": "Sharp saw",
        "words": "For the shed",
    }
    first = ask(in_harbour.hana, **sent)
    assert ask(in_harbour.hana, **sent) == first
    with pytest.raises(Clash):
        ask(in_harbour.hana, **{**sent, **changed})
    assert Need.objects.count() == 1


def test_money_on_its_way_is_waited_for(now_harbour: Cast) -> None:
    need = accepted(now_harbour.hana, now_harbour.mira, on_board=True)
    assert queries.board()[0]
    handed_out(now_harbour)
    with pytest.raises(MoneyOnItsWay):
        needs.withdraw(need_id=need.pk, by=now_harbour.hana)
    with pytest.raises(NeedBeingCounted):
        needs.accept(need_id=need.pk, tier=Tier.SURVIVAL, by=now_harbour.mira)
    assert queries.board() == ([], False), "all of it is promised, so it is not needed any more"


def test_withdrawing_twice_is_harmless_and_final(in_harbour: Cast) -> None:
    need = accepted(in_harbour.hana, in_harbour.mira)
    for _ in range(2):
        needs.withdraw(need_id=need.pk, by=in_harbour.hana)
    need.refresh_from_db()
    assert need.state == NeedState.WITHDRAWN
    with pytest.raises(MoveRefused):
        needs.accept(need_id=need.pk, tier=Tier.COMFORT, by=in_harbour.mira)
    with pytest.raises(NotFound):
        needs.withdraw(need_id=uuid4(), by=in_harbour.hana)
