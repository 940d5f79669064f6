"""What this subject pins to the menu and the home page."""

from django.utils.translation import gettext_lazy as _

from provisioning.needs.queries import allocation_rounds, care_desk, needs
from provisioning.rights import Right
from unions import cards
from unions.cards import NEEDED_MAX, Card, FirstStep, Place, Slot
from unions.standing import Standing

FOLDER = "provisioning/needs/cards"

cards.bar(Slot.NEEDS, "provisioning:needs.index")
cards.menu(_("My needs"), "provisioning:needs.mine", "hand-heart", order=48)
cards.menu(
    _("Care circle’s desk"),
    "provisioning:care_desk.index",
    "clipboard-list",
    order=49,
    right=Right.READ_NEEDS,
)
cards.menu(_("Rounds"), "provisioning:allocation_rounds.index", "scale", order=50)


@cards.card(place=Place.NEEDED, order=20)
def needed_now(standing: Standing) -> list[Card]:
    """The first needs of the board."""
    union = standing.union.slug
    return [
        Card(f"{FOLDER}/needed.html", {"need": need, "union": union})
        for need in needs.needed_now(NEEDED_MAX)
    ]


@cards.card(place=Place.WAITING, order=20)
def second_yes(standing: Standing) -> Card | None:
    """A round that waits for my yes."""
    if not standing.has(Right.APPROVE_ROUNDS):
        return None
    this = allocation_rounds.waits_for(standing.member)
    context = {"round": this, "union": standing.union.slug}
    return Card(f"{FOLDER}/second_yes.html", context) if this else None


@cards.card(place=Place.WAITING, order=21)
def on_desk(standing: Standing) -> Card | None:
    """Needs that nobody has looked at yet."""
    if not standing.has(Right.READ_NEEDS):
        return None
    count = care_desk.waiting_for(standing.member)
    context = {"count": count, "union": standing.union.slug}
    return Card(f"{FOLDER}/on_desk.html", context) if count else None


@cards.card(place=Place.WAITING, order=22)
def for_me(standing: Standing) -> list[Card]:
    """Questions to answer, and needs that wait for my yes."""
    if standing.membership is None:
        return []
    union = standing.union.slug
    return [
        Card(f"{FOLDER}/for_me.html", {"need": need, "union": union})
        for need in needs.waits_for_me(standing.membership)
    ]


@cards.first_step(order=40)
def ask_first(standing: Standing) -> FirstStep:
    """The first need."""
    return FirstStep(str(_("Ask for something")), "provisioning:needs.create", needs.any_yet())
