"""What this subject pins to the home page and the menu."""

from django.utils.translation import gettext_lazy as _

from provisioning.goods.queries import bookings
from provisioning.rights import Right
from unions import cards
from unions.cards import Card, Place, Slot
from unions.standing import Standing

cards.bar(Slot.THINGS, "provisioning:shared_goods.index")
cards.menu(_("Your bookings"), "provisioning:bookings.index", "calendar-days", order=15)
cards.menu(
    _("Hand out and take back"),
    "provisioning:bookings.desk",
    "clipboard-list",
    order=16,
    right=Right.CARE_FOR_THINGS,
)


@cards.card(place=Place.WAITING, order=40)
def due_back(standing: Standing) -> list[Card]:
    """What this reader has now, soonest back first."""
    return [
        Card("provisioning/goods/cards/due_back.html", {"booking": booking})
        for booking in bookings.due_back(standing.person.id)
    ]
