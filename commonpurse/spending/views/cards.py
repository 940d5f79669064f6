"""What this subject pins to the menu and the home page."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.queries import accounts
from commonpurse.rights import Right
from commonpurse.spending.queries import payments, purse
from commonpurse.spending.views import purse as purse_page
from unions import cards
from unions.cards import Card, FirstStep, Place
from unions.standing import Standing

cards.menu(
    _("Purse and books"), "commonpurse:purse.show", "wallet", order=40, right=Right.READ_PURSE
)


@cards.card(place=Place.PURSE, order=10)
def subtraction(standing: Standing) -> Card:
    """What is in the purse, and what of it is free."""
    glance = purse.glance(standing.union.currency, today=timezone.localdate())
    context = purse_page.subtraction(glance, standing.union.slug)
    return Card("commonpurse/spending/cards/subtraction.html", context)


@cards.card(place=Place.WAITING, order=10)
def to_pay(standing: Standing) -> Card | None:
    """Payments that this keeper can approve or pay."""
    if not standing.has(Right.KEEP_PAYMENTS):
        return None
    count = payments.waiting_for(standing.member)
    context = {"count": count, "union": standing.union.slug}
    return Card("commonpurse/spending/cards/to_pay.html", context) if count else None


@cards.card(place=Place.FLOWS, order=20)
def flow(standing: Standing) -> Card | None:
    """What came in and went out, month by month; nothing before the first purse is opened."""
    flows = purse.home_charts(standing.union.currency, today=timezone.localdate())
    if not flows:
        return None
    charts = purse_page.charts(flows, standing.union.slug)
    context = {"charts": charts, "sentence": purse_page.sentence(flows)}
    return Card("commonpurse/spending/cards/flow.html", context)


@cards.first_step(order=30)
def open_the_purse(standing: Standing) -> FirstStep:
    """The first money in the purse."""
    opened = accounts.purse_accounts(standing.union.currency) is not None
    return FirstStep(str(_("Give the first money")), "commonpurse:pledges.create", opened)
