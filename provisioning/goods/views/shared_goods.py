"""The catalogue, the page of a thing, and what stewards do with things."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provisioning.goods.actions import shared_goods as actions
from provisioning.goods.forms.booking import BookingForm, DaysForm
from provisioning.goods.forms.shared_good import SearchForm, SharedGoodForm
from provisioning.goods.queries import shared_goods, things
from provisioning.goods.refusals import GoodsRefused
from provisioning.goods.rules.codes import tidy
from provisioning.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest

PAGES = "provisioning/goods/shared_goods"


@gate()
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """Things of One Cloak, by name; search, kind and day stand in the address."""
    form = SearchForm(request.GET)
    wanted = form.wanted()
    found = shared_goods.catalogue(**wanted)
    context = {
        "search": form,
        "found": found,
        "wanted": wanted,
        "kinds": [
            (code, name, _address(request, kind=code))
            for code, name in [("", _("All")), *shared_goods.categories()]
        ],
        "more": _address(request, shown=str(found.more)) if found.more else "",
    }
    return render(request, f"{PAGES}/index.html", context)


@gate()
@require_safe
def show(request: MemberRequest, union: str, code: str) -> HttpResponse:
    """One thing with four weeks of days; a tap on a day stands in the address."""
    days = DaysForm(request.GET)
    thing = things.thing(
        code=tidy(code),
        reader=request.standing.member,
        chosen=days.chosen(),
        from_on=days.cleaned_data.get("from_on"),
    )
    choice = thing.choice
    initial = {"first_on": choice.first_on, "last_on": choice.last_on} if choice else {}
    context = {
        "thing": thing,
        "chosen": days.chosen(),
        "booking": BookingForm(initial=initial),
        "may_care": request.standing.has(Right.CARE_FOR_THINGS),
    }
    return render(request, f"{PAGES}/show.html", context)


@gate(Right.CARE_FOR_THINGS)
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Bring a thing in."""
    form = SharedGoodForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            good = actions.bring_in(card=form.card(), by=request.standing.member)
        except GoodsRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("%(name)s is in One Cloak now.") % {"name": good.name})
            return redirect("provisioning:shared_goods.show", union, good.address)
    return _form_page(request, form, f"{PAGES}/create.html")


@gate(Right.CARE_FOR_THINGS)
def change(request: MemberRequest, union: str, code: str) -> HttpResponse:
    """Say something else of a thing."""
    written = shared_goods.written_card(tidy(code))
    form = SharedGoodForm(request.POST if request.method == "POST" else None, initial=written)
    if request.method == "POST" and form.is_valid():
        try:
            good = actions.change(code=tidy(code), card=form.card(), by=request.standing.member)
        except GoodsRefused as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The card of %(name)s is changed.") % {"name": good.name})
            return redirect("provisioning:shared_goods.show", union, good.address)
    return _form_page(request, form, f"{PAGES}/change.html")


@gate(Right.CARE_FOR_THINGS)
@require_POST
def move(request: MemberRequest, union: str, code: str) -> HttpResponse:
    """Lend a thing again, send it to repair, or retire it."""
    good = actions.move(code=tidy(code), to=request.POST.get("to", ""), by=request.standing.member)
    words = _("%(name)s: %(state)s.")
    messages.success(request, words % {"name": good.name, "state": good.get_state_display()})
    return redirect("provisioning:shared_goods.show", union, good.address)


def _form_page(request: MemberRequest, form: SharedGoodForm, page: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render(request, page, {"form": form}, status=status)


def _address(request: MemberRequest, **changes: str) -> str:
    kept: dict[str, Any] = {**request.GET.dict(), **changes}
    return "?" + urlencode({key: value for key, value in kept.items() if value})
