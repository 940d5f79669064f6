"""Book, cancel, fetch and give back; one's own bookings and the stewards' desk."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from provisioning.goods.actions import bookings as actions
from provisioning.goods.forms.booking import BookingForm, ReturnForm
from provisioning.goods.queries import bookings, things
from provisioning.goods.queries.bookings import OwnBooking
from provisioning.goods.refusals import GoodsRefused
from provisioning.goods.rules.codes import tidy
from provisioning.goods.rules.days import Chosen
from provisioning.rights import Right
from provisioning.wording import say_days
from unions.gate import gate
from unions.standing import MemberRequest

PAGES = "provisioning/goods/bookings"


@gate()
@require_POST
def create(request: MemberRequest, union: str, code: str) -> HttpResponse:
    """Book days of a thing; a refusal keeps the days and says what is free."""
    form = BookingForm(request.POST)
    if form.is_valid():
        try:
            booking = actions.book(code=tidy(code), **form.cleaned_data, by=request.standing.member)
        except GoodsRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            days = say_days(booking.first_on, booking.last_on)
            words = _("%(name)s is yours: %(days)s.")
            messages.success(request, words % {"name": booking.good.name, "days": days})
            return redirect("provisioning:shared_goods.show", union, booking.good.address)
    return _thing_again(request, code, form)


@gate()
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """One's own bookings: what is ahead and what is over."""
    context = {"own": bookings.own(request.standing.person.id)}
    return render(request, f"{PAGES}/index.html", context)


@gate(Right.CARE_FOR_THINGS)
@require_safe
def desk(request: MemberRequest, union: str) -> HttpResponse:
    """What stewards hand out, take back and look over today."""
    return render(request, f"{PAGES}/desk.html", {"desk": bookings.desk()})


@gate()
@require_POST
def cancel(request: MemberRequest, union: str, booking_id: UUID) -> HttpResponse:
    """Give the days free again."""
    booking = actions.cancel(booking_id=booking_id, by=request.standing.member)
    days = say_days(booking.first_on, booking.last_on)
    words = _("%(name)s is free again: %(days)s.")
    messages.success(request, words % {"name": booking.good.name, "days": days})
    return redirect("provisioning:shared_goods.show", union, booking.good.address)


@gate()
@require_POST
def fetch(request: MemberRequest, union: str, booking_id: UUID) -> HttpResponse:
    """Say that the thing is with its borrower now."""
    booking = actions.fetch(booking_id=booking_id, by=request.standing.member)
    messages.success(request, _("%(name)s is handed out.") % {"name": booking.good.name})
    return _onwards(request, booking.good.address)


@gate()
def give_back(request: MemberRequest, union: str, booking_id: UUID) -> HttpResponse:
    """Bring a thing back: as it was, or with a word on what is not."""
    form = ReturnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        report = form.cleaned_data["report"]
        booking = actions.give_back(
            booking_id=booking_id, report=report, by=request.standing.member
        )
        messages.success(request, _("%(name)s is back. Thank you.") % {"name": booking.good.name})
        return _onwards(request, booking.good.address)
    context = {"booking": _booking(request, booking_id), "form": form}
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}/give_back.html", context, status=status)


def _booking(request: MemberRequest, booking_id: UUID) -> OwnBooking:
    found = bookings.one(
        booking_id=booking_id,
        reader=request.standing.member,
        as_steward=request.standing.has(Right.CARE_FOR_THINGS),
    )
    if found is None:
        raise Http404
    return found


def _onwards(request: MemberRequest, address: str) -> HttpResponse:
    union = request.standing.union.slug
    if request.POST.get("next") == "desk" and request.standing.has(Right.CARE_FOR_THINGS):
        return redirect("provisioning:bookings.desk", union)
    return redirect("provisioning:shared_goods.show", union, address)


def _thing_again(request: MemberRequest, code: str, form: BookingForm) -> HttpResponse:
    days = form.cleaned_data
    chosen = Chosen(days.get("first_on"), days.get("last_on"))
    context = {
        "thing": things.thing(code=tidy(code), reader=request.standing.member, chosen=chosen),
        "chosen": chosen,
        "booking": form,
        "form": form,
        "may_care": request.standing.has(Right.CARE_FOR_THINGS),
    }
    return render(request, f"{PAGES}/create.html", context, status=422)
