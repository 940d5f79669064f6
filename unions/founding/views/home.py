"""The union's home page: the same places for everyone, filled by the subjects."""

from datetime import datetime
from typing import cast

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from unions.cards import NEEDED_MAX, NEWS_MAX, Card, Place, cards_of, first_steps
from unions.gate import gate
from unions.standing import MemberRequest

NOON, EVENING, NIGHT = 12, 18, 4


@gate()
def show(request: MemberRequest, union: str) -> HttpResponse:
    """What this union has, what is needed, and what waits for this reader."""
    standing = request.standing
    now = timezone.localtime()
    steps = first_steps(standing)
    context = {
        "greeting": greeting(now, name=standing.person.first_name),
        "today": now.date(),
        "steps": [] if all(step.done for step in steps) else steps,
        "purse": cards_of(Place.PURSE, standing),
        "needed": cards_of(Place.NEEDED, standing)[:NEEDED_MAX],
        "waiting": cards_of(Place.WAITING, standing),
        "news": cards_of(Place.NEWS, standing)[:NEWS_MAX],
        **one_panel(cards_of(Place.FLOWS, standing)),
    }
    return render(request, "unions/founding/home/show.html", context)


def one_panel(flows: list[Card]) -> dict[str, object]:
    """All units in one panel; its sentence is the first that a subject offers."""
    charts = [chart for card in flows for chart in cast("list[object]", card.context["charts"])]
    sentences = [card.context["sentence"] for card in flows if "sentence" in card.context]
    return {"charts": charts, "sentence": sentences[0] if sentences else ""}


def greeting(now: datetime, *, name: str) -> str:
    """Good morning, day or evening, by the union's clock."""
    if NIGHT <= now.hour < NOON:
        return _("Good morning, %(name)s") % {"name": name}
    if NOON <= now.hour < EVENING:
        return _("Good day, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}
