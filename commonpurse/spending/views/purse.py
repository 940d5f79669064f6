"""The purse: what is there, what is free, and how it came about."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpurse.ledger.queries.accounts import AccountLine
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.rights import Right
from commonpurse.spending.queries import purse
from commonpurse.spending.queries.purse import Glance, MoneyChart
from unions.gate import gate
from unions.standing import MemberRequest


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the subtraction, with the address of the rows it is made of."""

    sign: str
    label: str
    amount_minor: int
    url: str
    is_result: bool = False


@dataclass(frozen=True, slots=True)
class PlaceOfMoney:
    """One place that money of the purse lies in."""

    label: str
    amount_minor: int
    url: str


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str) -> HttpResponse:
    """The subtraction, this month, the months before, and what to do."""
    standing = request.standing
    sheet = purse.sheet(
        standing.union.currency, today=timezone.localdate(), hidden=hidden_from(standing.rights)
    )
    context = {
        "sheet": sheet,
        "card": subtraction(sheet.glance, union),
        "places": places(sheet.places, union),
        "charts": [sheet.chart],
        "sentence": sentence(sheet.chart),
        "is_keeper": standing.has(Right.KEEP_PAYMENTS),
    }
    return render(request, "commonpurse/spending/purse/show.html", context)


def subtraction(glance: Glance, union: str) -> dict[str, object]:
    """What the card of the subtraction shows."""
    return {
        "available": glance.available,
        "currency": glance.currency,
        "terms": terms(glance, union),
    }


def places(lines: tuple[AccountLine, ...], union: str) -> list[PlaceOfMoney]:
    """The accounts of the purse, each with its address."""
    return [
        PlaceOfMoney(
            line.name, line.balance, reverse("commonpurse:accounts.show", args=[union, line.id])
        )
        for line in lines
    ]


def terms(glance: Glance, union: str) -> list[Term]:
    """The subtraction as terms that link to their rows; they add up."""
    found, known = glance.available, glance.accounts
    rows = {"union": union, "month": f"{glance.month:%Y-%m}"}

    def account(name: str) -> str:
        account_id = getattr(known, name, None)
        return reverse("commonpurse:accounts.show", args=[union, account_id]) if account_id else ""

    books = reverse("commonpurse:statements.show", kwargs=rows)
    reserve = account("reserve")
    own = found.reserve - found.held_back
    made = [
        Term("", _("In the purse"), found.balance, books),
        Term("−", _("Promised"), found.promised, account("commitment")),
        Term("−", _("Reserve"), own, reserve),
        Term("−", _("Set aside"), found.set_aside, account("set_aside")),
    ]
    if found.held_back:
        made.append(Term("−", _("Kept back for the reserve"), found.held_back, reserve))
    return [*made, Term("=", _("Free"), found.free, account("purse"), is_result=True)]


MORE_IN = gettext_lazy("More came in than went out this month.")
MORE_OUT = gettext_lazy("More went out than came in this month.")
EVEN = gettext_lazy("As much came in as went out this month.")


def sentence(chart: MoneyChart) -> str:
    """What the last month of the chart says."""
    last = chart.rows[-1]
    if last.came_in == last.went_out:
        return str(EVEN)
    return str(MORE_IN if last.came_in > last.went_out else MORE_OUT)
