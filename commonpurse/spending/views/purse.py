"""The purse: what is there, what is free, and how it came about."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonpurse.ledger.queries.accounts import AccountLine
from commonpurse.ledger.queries.months import MonthFlow, UnitFlow
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.rights import Right
from commonpurse.spending.queries import purse
from commonpurse.spending.queries.purse import Glance
from unions.cards import Place, cards_of
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
    """One place that something of the purse lies in."""

    label: str
    amount_minor: int
    unit: str
    scale: int
    url: str


@dataclass(frozen=True, slots=True)
class LinkedMonth:
    """A month of a chart, with the address of the rows that each figure is made of."""

    month: date
    came_in: int
    went_out: int
    came_in_url: str
    went_out_url: str


@dataclass(frozen=True, slots=True)
class LinkedChart:
    """Months of one unit, oldest first."""

    kind: str
    unit: str
    scale: int
    rows: tuple[LinkedMonth, ...]


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str) -> HttpResponse:
    """The subtraction, the newest movements, the months before, and what to do."""
    standing = request.standing
    sheet = purse.sheet(
        standing.union.currency, today=timezone.localdate(), hidden=hidden_from(standing.rights)
    )
    own, *others = (subtraction(glance, union) for glance in sheet.glances)
    context = {
        "sheet": sheet,
        "card": own,
        "others": others,
        "places": places(sheet.places, union),
        "charts": charts(sheet.charts, union),
        "sentence": sentence(sheet.charts),
        "beside": cards_of(Place.BESIDE_PURSE, standing),
        "is_keeper": standing.has(Right.KEEP_PAYMENTS),
    }
    return render(request, "commonpurse/spending/purse/show.html", context)


def subtraction(glance: Glance, union: str) -> dict[str, object]:
    """What the card of the subtraction shows."""
    return {
        "available": glance.available,
        "currency": glance.unit,
        "glance": glance,
        "terms": terms(glance, union),
    }


def places(lines: tuple[AccountLine, ...], union: str) -> list[PlaceOfMoney]:
    """The accounts of the purse, each with its address."""
    return [
        PlaceOfMoney(
            line.name,
            line.balance,
            line.unit,
            line.scale,
            reverse("commonpurse:accounts.show", args=[union, line.id]),
        )
        for line in lines
    ]


def charts(flows: tuple[UnitFlow, ...], union: str) -> list[LinkedChart]:
    """Each unit's months, whose figures lead to the month's statement in that unit."""
    return [
        LinkedChart(
            flow.kind,
            flow.unit,
            flow.scale,
            tuple(_linked(row, flow.unit, union) for row in flow.rows),
        )
        for flow in flows
    ]


def _linked(row: MonthFlow, unit: str, union: str) -> LinkedMonth:
    url = statement_url(row.month, unit, union)
    return LinkedMonth(row.month, row.came_in, row.went_out, url, url)


def statement_url(month: date, unit: str, union: str) -> str:
    """The month's statement in one unit."""
    path = reverse("commonpurse:statements.show", args=[union, f"{month:%Y-%m}"])
    return f"{path}?{urlencode({'unit': unit})}"


def terms(glance: Glance, union: str) -> list[Term]:
    """The subtraction as terms that link to their rows; they add up."""
    found = glance.available

    def account(kind: AccountKind) -> str:
        account_id = glance.accounts.get(kind)
        return reverse("commonpurse:accounts.show", args=[union, account_id]) if account_id else ""

    reserve = account(AccountKind.RESERVE)
    own = found.reserve - found.held_back
    books = statement_url(glance.month, glance.unit, union)
    made = [
        Term("", _("In the purse"), found.balance, books),
        Term("−", _("Promised"), found.promised, account(AccountKind.COMMITMENT)),
        Term("−", _("Reserve"), own, reserve),
        Term("−", _("Set aside"), found.set_aside, account(AccountKind.SET_ASIDE)),
    ]
    free = account(AccountKind.PURSE)
    if found.held_back:
        # Worked out of the floor and the terms above: there are no rows that add up to it.
        made.append(Term("−", _("Kept back for the reserve"), found.held_back, ""))
        free = ""
    return [*made, Term("=", _("Free"), found.free, free, is_result=True)]


MORE_IN = gettext_lazy("More came in than went out this month.")
MORE_OUT = gettext_lazy("More went out than came in this month.")
EVEN = gettext_lazy("As much came in as went out this month.")


def sentence(flows: tuple[UnitFlow, ...]) -> str:
    """What the last month says in the first unit; nothing while there is none."""
    if not flows:
        return ""
    last = flows[0].rows[-1]
    if last.came_in == last.went_out:
        return str(EVEN)
    return str(MORE_IN if last.came_in > last.went_out else MORE_OUT)
