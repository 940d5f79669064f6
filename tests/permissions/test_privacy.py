"""Who comes to read which words, names and amounts: every address, crawled by everyone.

Every text of Harbour's rows is a marker of its own. The lists below say who may read which; a
column that is new stands in none of them and fails until somebody has said so, and has made a row
in which it says something.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import time_machine
from django.db.models import Q
from django.utils import timezone

from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.models.incoming_payment import IncomingPayment
from commonpurse.intake.rules.incoming import IncomingState, NewIncoming, Obstacle
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.entry_kinds import PRIVATE
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.seals.models.verification import Verification
from commonpurse.spending.actions import payments, set_asides
from commonpurse.spending.actions.set_asides import KeepLine
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.rules.wanted_payments import PaymentLine
from provisioning.goods.actions import bookings, shared_goods
from provisioning.goods.actions.shared_goods import Card
from provisioning.needs.actions import needs, round_objections
from provisioning.needs.rules.sources import NEED, ROUND
from provisioning.reports.actions import public_reports
from provisioning.tiers import Tier
from tests.amounts import tells
from tests.architecture.addresses import ours
from tests.cast import Cast
from tests.federation.conftest import begun, instance
from tests.permissions.traces import Markers, address_of, answers, columns, named
from tests.permissions.world import KNOCKING, World, build
from tests.provisioning.needs.conftest import ask

# The federation's own tests begin its log, so that its addresses answer.
__all__ = ["begun", "instance"]
TODAY = "2026-11-20 12:00"
WHO = (*KNOCKING, "fellow")
MEMBERS = {"owner", "fellow", "care", "keeper", "steward", "hub"}
# Whoever holds the link of an invitation reads who sent it, and how they call the guest.
BY_LINK = "unions:invitations.accept"
READ_BY_LINK = {"unions_person.display_name owner", "unions_invitation.called"}
OUTSIDE = {"guest", "stranger", "former"}

# Keys, codes and sums of bytes: nobody's words. Some lead to a row or carry a session.
CODES = {
    "commonpurse_anchor.holder",
    "commonpurse_fund.code",
    "commonpurse_incomingpayment.obstacle",
    "commonpurse_account.code",
    "commonpurse_account.kind",
    "commonpurse_journalentry.key",
    "commonpurse_journalentry.kind",
    "commonpurse_journalentry.memo_code",
    "commonpurse_journalentry.source_kind",
    "commonpurse_payment.need_kind",
    "commonpurse_payment.source_kind",
    "commonpurse_setaside.need_kind",
    "commonpurse_unit.code",
    "federation_sharingconsent.section",
    "federation_sharingconsent.to",
    "provisioning_allocationline.reason",
    "provisioning_allocationround.frozen_checksum",
    "provisioning_allocationround.seed",
    "provisioning_sharedgood.code",
    "unions_announcement.topic",
    "unions_auditevent.act",
    "unions_auditevent.object_kind",
    "unions_invitation.digest",
    "unions_receipt.receiver",
    "unions_unionpolicy.key",
    "unions_user.password",
}
# What no page of a union tells: an address for mail, what went wrong inside, in which order rows
# stand; and what was said as a thing came back, which its card tells the steward.
NOBODYS = {
    "commonpurse_incomingpayment.sending",
    "provisioning_booking.report",
    "provisioning_sharedgood.sort_key",
    "unions_person.sort_key",
    "unions_receipt.closed_because",
    "unions_receipt.error",
    "unions_user.email",
}
# The rows are the owner's, but for the spend, which is the keeper's, and what stands for all.
READERS = {
    "commonpurse_account.name": MEMBERS,
    "commonpurse_entrynote.words": MEMBERS,
    "commonpurse_entrynote.words private": {"keeper"},
    "commonpurse_fund.name": MEMBERS,
    "commonpurse_fund.purpose": MEMBERS,
    "commonpurse_incomingpayment.key": {"keeper"},
    "commonpurse_incomingpayment.put_aside_why": {"keeper"},
    "commonpurse_incomingpayment.words": {"keeper"},
    "commonpurse_payment.payee_words": {"keeper"},
    "commonpurse_payment.refused_why": {"keeper"},
    "commonpurse_payment.words": {"keeper"},
    "commonpurse_verification.words": MEMBERS,
    "provisioning_allocationround.stopped_why": {"care"},
    "provisioning_allocationround.title": MEMBERS,
    "provisioning_contribution.what": {"owner", "care"},
    "provisioning_need.title_sealed kept": {"owner", "care"},
    "provisioning_need.title_sealed board": MEMBERS,
    "provisioning_need.title_sealed board by name": MEMBERS,
    "provisioning_need.words_sealed kept": {"owner", "care"},
    "provisioning_need.words_sealed board": {"owner"},
    "provisioning_need.words_sealed board by name": {"owner"},
    "provisioning_need.question_sealed kept": {"care"},
    "provisioning_need.answer_sealed kept": {"care"},
    "provisioning_roundobjection.answer": MEMBERS,
    "provisioning_roundobjection.reason": MEMBERS,
    "provisioning_sharedgood.about": MEMBERS,
    "provisioning_sharedgood.name": MEMBERS,
    "provisioning_sharedgood.place": MEMBERS,
    "provisioning_sharedgood.report": {"steward"},
    "provisioning_sharedgood.rules": MEMBERS,
    "unions_invitation.called": {"owner"},
    "unions_person.display_name": MEMBERS,
    "unions_person.display_name owner": MEMBERS,
}
# Amounts in pennies, each of which stands nowhere else. The other keeper counts as one.
FIGURES = {
    "asked, kept": (31_337, {"owner", "care"}),
    "asked, board": (12_731, MEMBERS),
    "asked, board by name": (12_847, MEMBERS),
    "promised": (2_119, {"owner", "keeper"}),
    "given": (4_321, {"owner", "keeper"}),
    "to be paid": (61_409, {"keeper"}),
    "paid and undone": (9_173, {"keeper"}),
    "paid, undone and not paid": (6_733, {"keeper"}),
    "not paid": (8_111, {"keeper"}),
    "kept and released": (5_333, {"keeper"}),
    "told by a program": (7_043, {"keeper"}),
    "told and entered": (8_059, {"keeper"}),
}
# Beside what the owner's name stands for the others. The board tells it for one need only.
NAMED = {
    "provisioning-api:needs.index",
    "provisioning:needs.index",
    "provisioning:needs.show board by name",
    "unions:home.show",
    "unions:people.index",
}
# Where keepers read who entered what is private: whoever withdraws a need lets go of what was kept.
BOOKS = {
    "commonpurse-api:accounts.show",
    "commonpurse-api:exports.beancount",
    "commonpurse-api:exports.entries_csv",
    "commonpurse-api:exports.hledger",
    "commonpurse-api:exports.json",
    "commonpurse-api:exports.xlsx",
    "commonpurse-api:journal_entries.index",
    "commonpurse-api:statements.show",
    "commonpurse:accounts.show",
    "commonpurse:exports.beancount",
    "commonpurse:exports.entries_csv",
    "commonpurse:exports.hledger",
    "commonpurse:exports.json",
    "commonpurse:exports.xlsx",
    "commonpurse:journal_entries.index",
    "commonpurse:journal_entries.show",
    "commonpurse:statements.export",
    "commonpurse:statements.show",
}
NAMED_BESIDES = {
    "fellow": set(),
    "hub": set(),
    "care": {
        "provisioning:allocation_lines.why",
        "provisioning:care_desk.show kept",
        "provisioning:sightings.index",
    },
    "keeper": {
        *BOOKS,
        "commonpurse:payments.index",
        "commonpurse:payments.show",
        "commonpurse:pledges.index",
        "commonpurse:pledges.show",
    },
    "steward": {
        "provisioning:bookings.desk",
        "provisioning:shared_goods.change",
        "provisioning:shared_goods.create",
    },
}
Seen = dict[str, dict[str, set[str]]]


def figures_in(text: str) -> Iterator[str]:
    """Which of the amounts stand in a text."""
    yield from (name for name, (minor, _) in FIGURES.items() if tells(text, minor))


def more_rows(world: World) -> dict[UUID, str]:
    """Needs that stand on the board, money that was given and told, a thing that came back broken,
    an answer to an objection, an open report; and what some of the rows are."""
    cast = world.harbour
    with cast.scope():
        money_given(cast)
        money_told(cast)
        money_returned(cast)
        board = ask(cast.owner, FIGURES["asked, board"][0], on_board=True)
        by_name = ask(cast.owner, FIGURES["asked, board by name"][0], on_board=True, named=True)
        for need in (board, by_name):
            needs.accept(need_id=need.pk, tier=Tier.COMFORT, by=cast.care)
        needs.read(need_id=world.ids["need_id"], by=cast.care)
        thing_broken(cast)
        round_answered(cast, world.ids["round_id"])
        Verification.objects.create(block=1, entries=1, words="One balance is off.")
        public_reports.open_to_all(by=cast.keeper)
        private = EntryNote.objects.filter(
            Q(entry__kind__in=PRIVATE) | Q(entry__reverses__kind__in=PRIVATE)
        )
        return {
            world.ids["need_id"]: "kept",
            board.pk: "board",
            by_name.pk: "board by name",
            cast.owner.person_id: "owner",
            **dict.fromkeys(private.values_list("pk", flat=True), "private"),
        }


def money_given(cast: Cast) -> None:
    """The owner's and a fellow's."""
    for who, amount in (("owner", FIGURES["given"][0]), ("fellow", 5_678)):
        promise = pledges.NewPledge(uuid4(), amount, "GBP")
        pledge = pledges.give(pledge=promise, by=cast.members[who])
        pledges.receive(
            pledge_id=pledge.pk, way=Way.BANK, received_on=timezone.localdate(), by=cast.keeper
        )


def money_told(cast: Cast) -> None:
    """By a till: entered, waiting, and refused by the books so that a keeper put it aside."""
    today = timezone.localdate()

    def tell(key: str, amount: int) -> None:
        told = NewIncoming(key, "GBP", amount, Way.CASH, today, words="Bread stall")
        incoming_payments.take_in(items=[told], sending=key, by=cast.keeper)

    tell("till-2", FIGURES["told and entered"][0])
    while incoming_payments.drain():
        pass
    tell("till-3", 1_003)
    IncomingPayment.objects.filter(key="till-3").update(
        state=IncomingState.REFUSED, obstacle=Obstacle.MONTH_CLOSED
    )
    refused = IncomingPayment.objects.get(key="till-3")
    incoming_payments.put_aside(incoming_id=refused.pk, why="Paid back", by=cast.keeper)
    tell("till-4", FIGURES["told by a program"][0])


def money_returned(cast: Cast) -> None:
    """A round gave to the owner and to a fellow: some of what the owner was paid came back, some of
    that was not paid after all, as was some of the rest; what was kept for two is free again."""
    today = timezone.localdate()
    given = [(cast.owner, FIGURES["paid and undone"][0]), (cast.fellow, 1_229)]
    given += [(cast.owner, FIGURES["paid, undone and not paid"][0])]
    given += [(cast.owner, FIGURES["not paid"][0]), (cast.fellow, 1_017)]
    made = payments.commit(
        source=Source(ROUND, uuid4()),
        lines=[PaymentLine(Source(NEED, uuid4()), who.person_id, much) for who, much in given],
        currency="GBP",
        by=cast.care,
    )
    for payment_id in made[3:]:
        payments.refuse(payment_id=payment_id, why="No account", by=cast.keeper)
    for payment_id in made[:3]:
        payments.approve(payment_id=payment_id, by=cast.keeper)
        payments.pay(payment_id=payment_id, way=Way.BANK, paid_on=today, by=cast.keeper)
    for payment_id in (made[0], made[2]):
        payments.take_back(
            payment_id=payment_id, why="Wrong number", effective_on=today, by=cast.second
        )
    again = Payment.objects.get(replaces=made[2])
    payments.refuse(payment_id=again.pk, why="No account", by=cast.keeper)
    kept = [
        KeepLine(Source(NEED, uuid4()), FIGURES["kept and released"][0]),
        KeepLine(Source(NEED, uuid4()), 1_493),
    ]
    set_asides.set_aside(source=Source(ROUND, uuid4()), lines=kept, currency="GBP", by=cast.care)
    for line, asker in zip(kept, (cast.owner, cast.fellow), strict=True):
        set_asides.release(need=line.need, currency="GBP", by=asker)


def thing_broken(cast: Cast) -> None:
    """The owner brings a ladder back and says what is wrong with it."""
    today = timezone.localdate()
    card = Card("HA-002", "Ladder", "", "tools", "Shed", cast.steward.person_id, 7, "")
    shared_goods.bring_in(card=card, by=cast.steward)
    booking = bookings.book(
        code=card.code, first_on=today, last_on=today, client_id=uuid4(), by=cast.owner
    )
    bookings.fetch(booking_id=booking.pk, by=cast.owner)
    bookings.give_back(booking_id=booking.pk, report="A rung is loose", by=cast.owner)


def round_answered(cast: Cast, round_id: UUID) -> None:
    """One more objection to the round, which is answered."""
    objection = round_objections.raise_one(
        round_id=round_id, client_id=uuid4(), reason="Too little", by=cast.hub
    )
    round_objections.answer(
        round_id=round_id, objection_id=objection.pk, words="It is all there is.", by=cast.care
    )


def crawl(world: World, markers: Markers) -> Seen:
    """What stood where before whom: place of a marker or name of a figure → person → addresses."""
    seen: Seen = defaultdict(lambda: defaultdict(set))
    paths = ["/", "/u/millrace/", *(world.path(address, world.ids) for address in ours())]
    for who in WHO:
        for path, text in answers(world.browsers[who], paths, world.ids["month"]):
            labels = [label for row, label in markers.labels.items() if str(row) in path]
            found = markers.found_in(text)
            # In Millrace the same amounts are the stranger's own.
            found |= set(figures_in(text)) if "/millrace/" not in path else set()
            for what in found:
                seen[what][who].add(" ".join([address_of(path), *labels]))
    return seen


@time_machine.travel(TODAY)
def test_everyone_reads_what_is_theirs_to_read_and_nothing_else(
    begun: object, as_owner: Callable[..., Any]
) -> None:
    world = build()
    users = [member.user_id for member in world.harbour.members.values() if member.user_id]
    markers = Markers(world.harbour.union.id, users, more_rows(world))
    world.browsers["fellow"] = world.harbour.client("fellow")
    with as_owner() as cursor:
        markers.write(cursor, [field for field in columns() if named(field) not in CODES])
    assert set(READERS) <= set(markers.places.values())
    marked = {place.split()[0] for place in markers.places.values()}
    assert marked == {place.split()[0] for place in READERS} | NOBODYS
    assert {named(field) for field in columns()} == marked | CODES

    seen = crawl(world, markers)
    assert world.browsers["guest"].get("/u/harbour-lights/report/").status_code == HTTPStatus.OK
    for who in OUTSIDE:
        assert {what for what, by_whom in seen.items() if by_whom[who]} <= READ_BY_LINK
    for by_whom in seen.values():
        for where in by_whom.values():
            where.discard(BY_LINK)
    found = {what: {who for who in by_whom if by_whom[who]} for what, by_whom in seen.items()}
    expected = READERS | {name: who for name, (_, who) in FIGURES.items()}
    assert {what: who for what, who in found.items() if who} == expected
    names = seen["unions_person.display_name owner"]
    assert {who: names[who] for who in NAMED_BESIDES} == {
        who: NAMED | besides for who, besides in NAMED_BESIDES.items()
    }
