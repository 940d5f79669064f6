"""What this subject pins to the home page and the menu."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provisioning.contributions.queries import sightings, totals
from provisioning.contributions.rules.months import first_of, last_months
from provisioning.rights import Right
from unions import cards
from unions.cards import Card, Place, Slot
from unions.standing import Standing

CHART_MONTHS = 6
ORDER = 30

cards.bar(Slot.LOG, "provisioning:contributions.create")
cards.menu(_("Giving"), "provisioning:contributions.index", "clock", order=10)
cards.menu(
    _("Waiting to be seen"),
    "provisioning:sightings.index",
    "eye",
    order=11,
    right=Right.CONFIRM_CONTRIBUTIONS,
)


@cards.card(place=Place.PURSE, order=ORDER)
def hours(standing: Standing) -> Card:
    """Hours given by all this month, beside the purse and never added to it."""
    month = first_of(timezone.localdate())
    context = {
        "given": totals.hours_given(month),
        "url": reverse("provisioning:totals.show", args=[standing.union.slug]),
    }
    return Card("provisioning/contributions/cards/hours.html", context)


@cards.card(place=Place.FLOWS, order=ORDER)
def flows(standing: Standing) -> Card | None:
    """What came in and went out in six months, one chart per unit."""
    rows = reverse("provisioning:totals.show", args=[standing.union.slug])
    charts = totals.charts(
        months=last_months(timezone.localdate(), CHART_MONTHS),
        rows_at=lambda month: f"{rows}?month={month:%Y-%m}",
    )
    if not charts:
        return None
    return Card("provisioning/contributions/cards/flows.html", {"charts": charts})


@cards.card(place=Place.WAITING, order=ORDER)
def unseen(standing: Standing) -> Card | None:
    """Entries that wait for this reader's eyes."""
    if not standing.has(Right.CONFIRM_CONTRIBUTIONS):
        return None
    total = sightings.desk(standing.member).total
    if not total:
        return None
    context = {
        "total": total,
        "url": reverse("provisioning:sightings.index", args=[standing.union.slug]),
    }
    return Card("provisioning/contributions/cards/unseen.html", context)
