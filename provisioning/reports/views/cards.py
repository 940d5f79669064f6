"""What this subject pins beside the purse and to the home page."""

from django.utils import timezone

from provisioning.reports.queries import public_reports, security
from provisioning.reports.views.security import words_of
from provisioning.rights import Right
from unions import cards
from unions.cards import Card, Place
from unions.standing import Standing

FOLDER = "provisioning/reports/cards"


@cards.card(place=Place.BESIDE_PURSE, order=10)
def lasts(standing: Standing) -> Card:
    """For how long the purse covers survival needs."""
    found = security.gauge(standing.union.currency, today=timezone.localdate())
    context = {"gauge": found, "months": words_of(found.tenths), "union": standing.union.slug}
    return Card(f"{FOLDER}/lasts.html", context)


@cards.card(place=Place.BESIDE_PURSE, order=20)
def report(standing: Standing) -> Card | None:
    """The public report: for all where it is open, else for those who may open it."""
    is_open = public_reports.is_open()
    may_open = standing.has(Right.OPEN_REPORT)
    if not is_open and not may_open:
        return None
    context = {"is_open": is_open, "may_open": may_open, "union": standing.union.slug}
    return Card(f"{FOLDER}/report.html", context)


@cards.card(place=Place.NEWS, order=5)
def is_low(standing: Standing) -> Card | None:
    """A word to everyone while the purse covers less than the union's mark."""
    found = security.gauge(standing.union.currency, today=timezone.localdate())
    if not found.is_low:
        return None
    context = {"months": words_of(found.tenths), "union": standing.union.slug}
    return Card(f"{FOLDER}/is_low.html", context)


@cards.card(place=Place.NEWS, order=90)
def open_to_all(standing: Standing) -> Card | None:
    """Where everybody reads the union's sums."""
    if not public_reports.is_open():
        return None
    return Card(f"{FOLDER}/open_to_all.html", {"union": standing.union.slug})
