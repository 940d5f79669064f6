"""Each law of needs and rounds is silent on good rows and names a spoilt one."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from commonpurse.spending.actions import payments
from commonpurse.spending.models.payment import Payment
from provisioning.needs import invariants
from provisioning.needs.actions import fulfilments
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.need import Need
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.models.round_approval import RoundApproval
from tests.cast import Cast
from tests.provisioning.needs.conftest import (
    accepted,
    ask,
    handed_out,
    heard,
    pay,
    paying,
    proposed,
    undo,
)
from unions.invariants import Breach

Law = Callable[[], Iterator[Breach]]
LAWS: tuple[Law, ...] = (
    invariants.frozen_rounds_match_their_sums,
    invariants.lines_are_those_of_the_proposal,
    invariants.lines_are_what_was_promised,
    invariants.needs_received_what_their_lines_say,
    invariants.what_was_received_was_paid,
    invariants.rounds_are_decided_by_two,
    invariants.needs_cover_each_person_once,
)


@pytest.fixture
def told(now_harbour: Cast) -> Cast:
    """A round of two needs that was paid."""
    accepted(now_harbour.hana, now_harbour.mira, 80_000)
    accepted(now_harbour.idris, now_harbour.mira, 40_000)
    handed_out(now_harbour)
    pay(now_harbour)
    return now_harbour


def words_of(law: Law) -> list[str]:
    return [breach.words for breach in law()]


def spoil(as_owner: Any, *statements: str) -> None:
    """Change rows as the owner of the database can, with the guards out of the way."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE provisioning_allocationround DISABLE TRIGGER round_keep")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE provisioning_allocationround ENABLE TRIGGER round_keep")


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_good_rows_break_no_law(told: Cast, law: Law) -> None:
    assert words_of(law) == []


def test_frozen_rounds_match_their_sums(told: Cast, as_owner: Any) -> None:
    law, table = invariants.frozen_rounds_match_their_sums, "UPDATE provisioning_allocationround"
    this = AllocationRound.objects.get()
    spoil(as_owner, f"{table} SET proposal = jsonb_set(proposal, '{{left}}', '1')")
    assert words_of(law) == ["its input gives another proposal"]
    spoil(as_owner, f"{table} SET frozen_checksum = repeat('0', 64)")
    assert words_of(law) == ["its input has another checksum"]
    spoil(as_owner, f"{table} SET frozen_input = '{{}}'")
    (breach,) = law()
    assert breach.row == f"round {this.pk}"
    assert "cannot be read" in breach.words


def test_lines_are_those_of_the_proposal(told: Cast, as_owner: Any) -> None:
    spoil(
        as_owner,
        "UPDATE provisioning_allocationline SET grant_minor = 1, share_minor = 1"
        " WHERE grant_minor = 40000",
    )
    law = invariants.lines_are_those_of_the_proposal
    assert words_of(law) == ["its lines are not those of its proposal"]


def test_lines_are_what_was_promised(told: Cast, as_owner: Any) -> None:
    law = invariants.lines_are_what_was_promised
    spoil(as_owner, "UPDATE provisioning_allocationline SET parts = '{}' WHERE place = 0")
    assert words_of(law) == ["its parts do not add up to its share"]
    another = f"payment_id = '{uuid4()}'"
    spoil(as_owner, f"UPDATE provisioning_allocationline SET {another} WHERE place = 1")
    assert words_of(law).count("its payment is another's") == 1
    spoil(
        as_owner,
        "UPDATE provisioning_allocationline SET payment_id = p.id FROM commonpurse_payment p"
        " WHERE p.need_id = provisioning_allocationline.need_id",
    )
    spoil(as_owner, "UPDATE commonpurse_payment SET amount_minor = 1 WHERE amount_minor = 60000")
    assert "its payment has another amount" in words_of(law)


def test_a_refused_payment_that_was_not_heard_is_seen(now_harbour: Cast) -> None:
    law = invariants.lines_are_what_was_promised
    accepted(now_harbour.hana, now_harbour.mira, 30_000)
    handed_out(now_harbour)
    payment = Payment.objects.get()
    payments.refuse(payment_id=payment.pk, why="Wrong account", by=now_harbour.dev)
    assert words_of(law) == [], "the news are on their way"
    heard()
    assert words_of(law) == ["it does not know that its payment was refused"]
    fulfilments.follow(payment_id=payment.pk)
    assert words_of(law) == []


def test_needs_received_what_their_lines_say(told: Cast, as_owner: Any) -> None:
    law = invariants.needs_received_what_their_lines_say
    spoil(as_owner, "UPDATE provisioning_need SET granted_minor = 70000 WHERE met_minor = 60000")
    assert words_of(law) == ["its lines granted another sum"]
    spoil(as_owner, "UPDATE provisioning_need SET met_minor = 1 WHERE met_minor = 60000")
    assert "it received another sum" in words_of(law)
    spoil(as_owner, "UPDATE provisioning_need SET met_minor = 0 WHERE met_minor = 1")
    assert "its state is not what it received" in words_of(law)


def test_what_was_received_was_paid(now_harbour: Cast) -> None:
    law = invariants.what_was_received_was_paid
    accepted(now_harbour.hana, now_harbour.mira, 30_000)
    handed_out(now_harbour)
    pay(now_harbour)
    assert words_of(law) == []
    undone = undo(now_harbour)
    assert words_of(law) == [], "the news are on their way"
    heard()
    assert words_of(law) == ["what its need received is not what was paid"]
    fulfilments.follow(payment_id=undone.pk)
    assert words_of(law) == []
    payments.pay(**paying(Payment.objects.standing().get()), by=now_harbour.dev)
    heard()
    assert words_of(law) == ["what its need received is not what was paid"]


def test_rounds_are_decided_by_two(told: Cast) -> None:
    law, this = invariants.rounds_are_decided_by_two, AllocationRound.objects.get()
    RoundApproval.objects.create(round=this, member=told.hana)
    assert words_of(law) == ["someone whom it covers approved its round"]
    accepted(told.jo, told.mira, 1_000)
    second = proposed(told, "Second")
    AllocationRound.objects.filter(pk=second.pk).update(
        state="decided", decided_at=second.frozen_at, objections_until_at=second.frozen_at
    )
    assert "it has fewer than two yeses" in words_of(law)


def test_needs_cover_each_person_once(told: Cast, as_owner: Any) -> None:
    law = invariants.needs_cover_each_person_once
    need = Need.objects.get(claimant=told.hana.person)
    cover = NeedCover.objects.get(need=need)
    spoil(
        as_owner,
        "ALTER TABLE provisioning_needcover DROP CONSTRAINT need_cover_once_per_person",
        "INSERT INTO provisioning_needcover (id, union_id, need_id, person_id, created_at)"
        f" SELECT '{uuid4()}', union_id, need_id, person_id, created_at"
        f" FROM provisioning_needcover WHERE id = '{cover.pk}'",
    )
    assert words_of(law) == ["it covers a person twice"]
    NeedCover.objects.filter(need=need).delete()
    assert words_of(law) == ["it covers nobody"]
    assert AllocationLine.objects.filter(need=need).exists()


def test_a_need_outside_of_rounds_may_cover_nobody(now_harbour: Cast) -> None:
    need = ask(now_harbour.hana)
    need.covers.all().delete()
    assert words_of(invariants.needs_cover_each_person_once) == []
