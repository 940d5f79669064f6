"""The security gauge, as a letter to everyone."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from commonpurse.rights import Right
from provisioning.reports.queries import security
from provisioning.reports.queries.security import Gauge
from provisioning.wording import say_tenths
from unions.gate import gate
from unions.standing import MemberRequest

PURSE_PAGE = "commonpurse:purse.show"


@dataclass(frozen=True, slots=True)
class Held:
    """A place of the money that is counted, with the address of its rows."""

    name: str
    amount_minor: int
    url: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A month of the table; `words` are empty where nothing was paid, or too few people stand
    behind it (`is_hidden`)."""

    month: date
    words: str
    is_hidden: bool
    url: str


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str) -> HttpResponse:
    """For how many months the purse covers survival needs, and how that is worked out."""
    found = security.gauge(request.standing.union.currency, today=timezone.localdate())
    context = {
        "gauge": found,
        "months": words_of(found.tenths),
        "months_if_more": words_of(found.tenths_if_more),
        "held": held(found, union),
        "rows": rows(found, union),
    }
    return render(request, "provisioning/reports/security/show.html", context)


def words_of(tenths: int | None) -> str:
    """Months in the reader's language; empty where there are none."""
    return "" if tenths is None else say_tenths(tenths)


def held(found: Gauge, union: str) -> list[Held]:
    """The accounts that are counted, each with its address."""
    return [
        Held(
            place.name,
            place.balance,
            reverse("commonpurse:accounts.show", args=[union, place.account_id]),
        )
        for place in found.held
    ]


def rows(found: Gauge, union: str) -> list[TrendRow]:
    """The months of the line, newest first, each with its statement."""
    return [
        TrendRow(
            point.month,
            point.words,
            point.is_hidden,
            reverse("commonpurse:statements.show", args=[union, f"{point.month:%Y-%m}"]),
        )
        for point in reversed(found.trend.points)
    ]
