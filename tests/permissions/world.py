"""Two unions with one of everything, and the people who knock at their doors."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.rules.incoming import NewIncoming
from commonpurse.ledger.actions import funds
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.actions import pledges
from commonpurse.spending.actions import payments
from commonpurse.spending.rules.wanted_payments import NewSpend, PaymentLine
from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.peers.models.peer import Peer
from provisioning.contributions.actions import contributions
from provisioning.contributions.rules.kinds import Kind
from provisioning.goods.actions import bookings, shared_goods
from provisioning.goods.actions.shared_goods import Card
from provisioning.goods.rules.codes import tidy
from provisioning.measures import Quantity, Unit
from provisioning.needs.actions import allocation_rounds, needs, round_objections
from provisioning.tiers import Tier
from tests.architecture.addresses import Address
from tests.cast import Cast, gather
from tests.commonpurse.conftest import fill
from tests.provisioning.needs.conftest import ask
from unions.founding.actions.unions import set_policy
from unions.people.actions import api_tokens, invitations, memberships
from unions.people.models.api_token import ApiToken
from unions.people.models.invitation import Invitation
from unions.rights import Office
from unions.tenancy.ids import uuid7

HARBOUR: dict[str, list[Office]] = {
    "owner": [],
    "fellow": [],
    "former": [],
    "steward": [Office.STEWARD],
    "keeper": [Office.KEEPER],
    "second": [Office.KEEPER],
    "care": [Office.CARE_CIRCLE],
    "hub": [Office.HUB_OPERATOR],
    "all": list(Office)[1:],
}
# Who knocks, in the order of the table's columns; "stranger" is a member of the other union.
KNOCKING = ("guest", "stranger", "former", "owner", "care", "keeper", "steward", "hub")
PEERING = uuid4()
Ids = dict[str, Any]


@dataclass
class World:
    """Harbour with its rows, and Millrace's rows under the same names."""

    harbour: Cast
    ids: Ids
    foreign: Ids
    browsers: dict[str, Client] = field(default_factory=dict)

    def path(self, address: Address, ids: Ids) -> str:
        """The address in Harbour, filled with these ids."""
        path = "/" + address.path.replace("<slug:union>", self.harbour.union.slug)
        for key in keys(address, ids):
            start = path.index("<")
            path = path[:start] + str(ids[key]) + path[path.index(">") + 1 :]
        return path


def keys(address: Address, ids: Ids) -> list[str]:
    """What the address asks for, as named here: `join code` where `join/` has a code of its own,
    `close month` where `close/` stands behind it."""
    parts = address.path.removeprefix("api/v1/").removeprefix("u/<slug:union>/").split("/")
    ends = (parts[0], parts[-2] if len(parts) > 1 else "")
    names = [next((n for e in ends if (n := f"{e} {p}") in ids), p) for p in address.parameters]
    for name in names:
        if name not in ids:
            raise LookupError(f"tests/permissions/world.py makes no {name} for {address.name}")
    return names


def build() -> World:
    """Make both unions; inside a transaction that the caller throws away."""
    harbour = gather("harbour-lights", "Harbour Lights", HARBOUR, "northshore")
    people = {"owner": [], "keeper": [Office.KEEPER], "care": [Office.CARE_CIRCLE], "fellow": []}
    people["second"] = [Office.KEEPER]
    people["steward"] = [Office.STEWARD]
    millrace = gather("millrace", "Millrace", people, "westvale")
    with harbour.scope():
        memberships.leave(by=harbour.former)
    told = peer_rows()
    world = World(harbour, furnish(harbour) | told, furnish(millrace) | told)
    world.browsers = {"guest": Client(), "stranger": millrace.client("owner")}
    for name in (*KNOCKING[2:], "all"):
        world.browsers[name] = harbour.client(name)
    return world


def furnish(cast: Cast) -> Ids:
    """One row of everything that an address may name; rows of persons belong to the owner."""
    month = f"{timezone.localdate():%Y-%m}"
    ids: Ids = {"month": month, "office": str(Office.STEWARD), "peering_id": PEERING}
    # Over on whatever day the tests run.
    ids["close month"] = "2020-01"
    ids["rest"] = "nothing"
    with cast.scope():
        for make in (people_rows, money_rows, given_rows, thing_rows, need_rows):
            ids |= make(cast)
    return ids


def peer_rows() -> Ids:
    """A peer of this instance, one of whose unions has shown its card; the same for all here."""
    peer = Peer.objects.create(
        side=Peer.Side.INVITER,
        state=Peer.State.ACTIVE,
        origin="https://them.example",
        name="Them",
        peering_id=uuid7(),
    )
    FollowerCursor.objects.create(peer=peer)
    entry = ReceivedEntry.objects.create(peer=peer, epoch=1, index=0, leaf=b"leaf")
    ReceivedState.objects.create(
        peer=peer,
        u=1,
        s="union/1",
        k="card",
        rev=1,
        body={"name": "Alder Vale", "region": "westvale", "cur": "GBP"},
        entry=entry,
        updated_at=timezone.now(),
    )
    return {"place": f"{peer.id}-1", "peering_id": peer.peering_id}


def people_rows(cast: Cast) -> Ids:
    """Invitation, token, membership."""
    code = invitations.invite(called="", by=cast.owner)
    user = cast.owner.user
    assert user is not None
    api_tokens.make(name="Reader", by=user)
    return {
        "membership_id": cast.fellow.id,
        "invitation_id": Invitation.objects.get().id,
        "join code": code,
        "token_id": ApiToken.objects.get(user=user).id,
    }


def money_rows(cast: Cast) -> Ids:
    """A purse with money, a payment that waits for its keepers and one that is approved, a promise
    of the owner, a till's money."""
    purse = fill(Cast(cast.union, {"noor": cast.care}), 1_000_000)
    spend = NewSpend(uuid4(), "Nails", "Hardware shop", 90_000, "GBP")
    payment = payments.request(spend=spend, by=cast.keeper)
    round_ = Source("allocation_round", uuid4())
    _, approved = payments.commit(
        source=round_,
        lines=[
            PaymentLine(Source("need", uuid4()), person.person_id, amount)
            for person, amount in ((cast.owner, 61_409), (cast.fellow, 30_000))
        ],
        currency="GBP",
        by=cast.care,
    )
    for keeper in (cast.keeper, cast.second):
        payments.approve(payment_id=approved, by=keeper)
    pledge = pledges.give(pledge=pledges.NewPledge(uuid4(), 2_119, "GBP"), by=cast.owner)
    told = NewIncoming("till-1", "GBP", 350, Way.CASH, timezone.localdate())
    (taken,) = incoming_payments.take_in(items=[told], sending="till", by=cast.keeper)
    roof = NewFund("Roof", "Felt and slates", restricted=False, currency="GBP")
    return {
        "fund_id": funds.open_fund(fund=roof, by=cast.keeper),
        "account_id": purse.purse,
        "entry_id": JournalEntry.objects.earliest("posted_at").id,
        "payment_id": payment.id,
        "kind": round_.kind,
        "source_id": round_.id,
        "pledge_id": pledge.id,
        "incoming_id": taken.id,
    }


def given_rows(cast: Cast) -> Ids:
    """Some of the owner's work."""
    entry = contributions.log(
        kind=Kind.WORK,
        amount=Quantity(77, Unit.MINUTE),
        what="Pruning",
        given_on=timezone.localdate(),
        client_id=uuid4(),
        by=cast.owner,
    )
    return {"contribution_id": entry.id}


def thing_rows(cast: Cast) -> Ids:
    """A thing, and the owner's booking of it from today."""
    code = tidy(f"{cast.union.name[:2]} 001")
    card = Card(code, "Cargo bike", "", "transport", "Shed", cast.steward.person_id, 7, "")
    shared_goods.bring_in(card=card, by=cast.steward)
    today = timezone.localdate()
    booking = bookings.book(
        code=code, first_on=today, last_on=today, client_id=uuid4(), by=cast.owner
    )
    return {"code": code, "booking_id": booking.id}


def need_rows(cast: Cast) -> Ids:
    """The owner's need, counted in a proposed round to which a fellow objects; and a round that was
    stopped before."""
    set_policy(key="round.silence_hours", value=72)
    stopped = allocation_rounds.start(client_id=uuid4(), title="Too soon", by=cast.care)
    allocation_rounds.stop(round_id=stopped.pk, why="Nobody has asked yet", by=cast.care)
    need = ask(cast.owner, 31_337)
    needs.accept(need_id=need.pk, tier=Tier.LIVELIHOOD, by=cast.care)
    this = allocation_rounds.start(client_id=uuid4(), title="Round", by=cast.care)
    allocation_rounds.freeze(round_id=this.pk, by=cast.care)
    allocation_rounds.propose(round_id=this.pk, by=cast.care)
    objection = round_objections.raise_one(
        round_id=this.pk, client_id=uuid4(), reason="Too early", by=cast.fellow
    )
    return {
        "need_id": need.pk,
        "round_id": this.pk,
        "line_id": this.lines.get().pk,
        "objection_id": objection.pk,
    }
