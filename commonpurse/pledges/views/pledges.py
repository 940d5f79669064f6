"""Giving money, and seeing it arrive."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonpurse.ledger.forms.moved_money import MovedMoneyForm
from commonpurse.ledger.forms.reversals import CHECK, SEND, ReversalForm
from commonpurse.pledges.actions import pledges
from commonpurse.pledges.actions.pledges import NewPledge
from commonpurse.pledges.forms.pledges import GiveForm
from commonpurse.pledges.queries import pledges as queries
from commonpurse.refusals import PurseRefused
from commonpurse.rights import Right
from unions.frame import undo_tag
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest

PAGES = "commonpurse/pledges/pledges"


@gate(Right.GIVE_MONEY)
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Promise money to the purse."""
    currency = request.standing.union.currency
    form = GiveForm(request.POST or None, currency=currency)
    if request.method == "POST" and form.is_valid():
        new = NewPledge(form.cleaned_data["client_id"], form.cleaned_data["amount"], currency)
        try:
            pledge = pledges.give(pledge=new, by=request.standing.member)
        except PurseRefused as refusal:
            form.add_error("amount", str(refusal))
        else:
            undo = reverse("commonpurse:pledges.withdraw", args=[union, pledge.pk])
            messages.success(
                request,
                _("Thank you. A keeper will confirm when the money arrives."),
                extra_tags=undo_tag(undo),
            )
            return redirect("commonpurse:pledges.create", union=union)
    given = queries.given_by(request.standing.person.pk)[:PLEDGES_SHOWN]
    context = {"form": form, "currency": currency, "given": given}
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}/create.html", context, status=status)


PLEDGES_SHOWN = 12


@gate(Right.GIVE_MONEY)
@require_POST
def withdraw(request: MemberRequest, union: str, pledge_id: UUID) -> HttpResponse:
    """Take my promise back while no keeper has confirmed it."""
    pledges.withdraw(pledge_id=pledge_id, by=request.standing.member)
    messages.success(request, _("Your promise is withdrawn."))
    return redirect("commonpurse:pledges.create", union=union)


@gate(Right.RECEIVE_PLEDGES)
def index(request: MemberRequest, union: str) -> HttpResponse:
    """What was promised and has not arrived yet, oldest first."""
    return _desk(request, {})


@gate(Right.RECEIVE_PLEDGES)
@require_POST
def receive(request: MemberRequest, union: str, pledge_id: UUID) -> HttpResponse:
    """Say that the money arrived, on which day and by which way."""
    member = request.standing.member
    queries.check_can_receive_now(pledge_id, member)
    form = _came_form(pledge_id, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            pledges.receive(pledge_id=pledge_id, way=data["way"], received_on=data["on"], by=member)
        except PurseRefused as refusal:
            form.say_no(refusal)
        else:
            messages.success(request, _("Confirmed. The money is in the purse now."))
            return redirect("commonpurse:pledges.index", union=union)
    return _desk(request, {pledge_id: form})


@gate(Right.RECEIVE_PLEDGES)
def show(request: MemberRequest, union: str, pledge_id: UUID) -> HttpResponse:
    """One promise, and what became of it."""
    pledge = queries.show(pledge_id, request.standing.member)
    if pledge is None:
        raise NotFound
    return render(request, f"{PAGES}/show.html", {"pledge": pledge})


@gate(Right.RECEIVE_PLEDGES)
def take_back(request: MemberRequest, union: str, pledge_id: UUID) -> HttpResponse:
    """Undo what was only said to have arrived: say why, check, done."""
    member, step = request.standing.member, request.POST.get("step", CHECK)
    taking = queries.taking_back(pledge_id, member)
    if taking is None:
        raise NotFound
    entry, today = taking.entry, timezone.localdate()
    form = ReversalForm(request.POST or None, entry_on=entry.effective_on, today=today)
    if step == SEND and form.is_checked(step):
        try:
            pledges.take_back(pledge_id=pledge_id, by=member, **form.asked())
        except PurseRefused as refusal:
            form.say_no(refusal)
        else:
            messages.success(request, _("This is undone. The promise waits again."))
            return redirect("commonpurse:pledges.show", union=union, pledge_id=pledge_id)
    context = {"pledge": taking.pledge, "entry": entry, "no": taking.no, "form": form}
    if form.is_checked(step) and not taking.no:
        return render(request, f"{PAGES}/check.html", context)
    wrong = form.is_bound and (form.errors or taking.no)
    return render(request, f"{PAGES}/take_back.html", context, status=422 if wrong else 200)


def _desk(request: MemberRequest, sent: dict[UUID, MovedMoneyForm]) -> HttpResponse:
    """What waits, each with a form of its own: the one that was `sent`, or a new one."""
    waiting = queries.desk(request.standing.member)
    lines = [(pledge, sent.get(pledge.id) or _came_form(pledge.id)) for pledge in waiting]
    context = {"lines": lines, "form": next(iter(sent.values()), None)}
    return render(request, f"{PAGES}/index.html", context, status=422 if sent else 200)


def _came_form(pledge_id: UUID, sent: QueryDict | None = None) -> MovedMoneyForm:
    label, today = _("On which day did it come?"), timezone.localdate()
    return MovedMoneyForm(sent, label=label, today=today, auto_id=f"{pledge_id}-%s")
