"""What this subject pins to the home page."""

from django.utils import timezone

from commonpurse.closings.queries import closings
from commonpurse.rights import Right
from unions import cards
from unions.cards import Card, Place
from unions.standing import Standing


@cards.card(place=Place.WAITING, order=30)
def to_close(standing: Standing) -> Card | None:
    """The last month, while a keeper can close it."""
    if not standing.has(Right.CLOSE_MONTHS):
        return None
    month = closings.due(today=timezone.localdate())
    context = {"month": month, "union": standing.union.slug}
    return Card("commonpurse/closings/cards/to_close.html", context) if month else None
