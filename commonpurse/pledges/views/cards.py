"""What this subject pins to the home page."""

from commonpurse.pledges.queries import pledges
from commonpurse.rights import Right
from unions import cards
from unions.cards import Card, Place
from unions.standing import Standing


@cards.card(place=Place.WAITING, order=20)
def to_receive(standing: Standing) -> Card | None:
    """Promises of money that this keeper can confirm."""
    if not standing.has(Right.RECEIVE_PLEDGES):
        return None
    count = pledges.waiting_for(standing.member)
    context = {"count": count, "union": standing.union.slug}
    return Card("commonpurse/pledges/cards/to_receive.html", context) if count else None
