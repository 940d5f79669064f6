"""The board, asking, and my own needs."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonpurse.ledger.rules import months
from provisioning.needs.actions import need_covers
from provisioning.needs.actions import needs as actions
from provisioning.needs.actions.needs import Asking
from provisioning.needs.forms.needs import BACK, CHECK, SEND, AskForm
from provisioning.needs.queries import care_desk, needs
from provisioning.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest

PAGES = "provisioning/needs/needs"
PAGE_DIGITS_MAX = 6


@gate()
def index(request: MemberRequest, union: str) -> HttpResponse:
    """What askers agreed to show."""
    page = _page(request.GET.get("page", ""))
    tags, more = needs.board(page=page)
    today = timezone.localdate()
    met_from = months.before(months.first_of(today))
    standing = request.standing
    context = {
        "tags": tags,
        "more": f"?page={page + 1}" if more else "",
        "met": needs.met_by_purse(from_on=met_from, until_on=today + timedelta(days=1)),
        "met_from": met_from,
        "on_desk": care_desk.waiting_for(standing.member) if standing.has(Right.READ_NEEDS) else 0,
        "may_care": standing.has(Right.READ_NEEDS),
    }
    return render(request, f"{PAGES}/index.html", context)


@gate()
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Ask: fill in, check, send."""
    step = request.POST.get("step", CHECK)
    form = AskForm(request.POST or None, by=request.standing.member, step=step)
    good = form.is_bound and step != BACK and form.is_valid()
    if good and step == SEND:
        need = actions.ask(asking=Asking(**form.asking()), by=request.standing.member)
        return redirect("provisioning:needs.sent", union=union, need_id=need.pk)
    if good or (form.is_bound and form.only_persons_wrong):
        status = 200 if good else 422
        return render(request, f"{PAGES}/check.html", {"form": form}, status=status)
    status = 422 if form.is_bound and step != BACK else 200
    return render(request, f"{PAGES}/create.html", {"form": form}, status=status)


@gate()
def sent(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """What happens next."""
    need = needs.my_need(need_id, request.standing.member)
    readers = needs.readers_of_words(need_id, request.standing.member)
    return render(request, f"{PAGES}/sent.html", {"need": need, "readers": readers})


@gate()
def show(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """One need of the board."""
    return render(request, f"{PAGES}/show.html", {"need": needs.on_board(need_id)})


@gate()
def mine(request: MemberRequest, union: str) -> HttpResponse:
    """What I asked for, and what is asked for me too."""
    found = needs.mine(request.standing.member)
    context = {
        "open": [need for need in found if need.is_open],
        "over": [need for need in found if not need.is_open],
    }
    return render(request, f"{PAGES}/mine.html", context)


@gate()
@require_POST
def answer(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Answer the care circle's question."""
    words = request.POST.get("words", "")
    actions.answer(need_id=need_id, words=words, by=request.standing.member)
    messages.success(request, _("Sent. The care circle reads your answer."))
    return redirect("provisioning:needs.mine", union=union)


@gate()
@require_POST
def withdraw(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Take a need back."""
    actions.withdraw(need_id=need_id, by=request.standing.member)
    messages.success(request, _("Withdrawn. You can ask again at any time."))
    return redirect("provisioning:needs.mine", union=union)


@gate()
@require_POST
def release(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Give back what is set aside for a need."""
    actions.release(need_id=need_id, by=request.standing.member)
    messages.success(request, _("What was set aside is in the purse again. The need stays open."))
    return redirect("provisioning:needs.mine", union=union)


@gate()
@require_POST
def assent(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Say yes to a need that covers me too."""
    need_covers.assent(need_id=need_id, by=request.standing.member)
    messages.success(request, _("Thank you. The need counts you too."))
    return redirect("provisioning:needs.mine", union=union)


@gate()
@require_POST
def decline(request: MemberRequest, union: str, need_id: UUID) -> HttpResponse:
    """Say no to it."""
    need_covers.decline(need_id=need_id, by=request.standing.member)
    messages.success(request, _("The need does not count you."))
    return redirect("provisioning:needs.mine", union=union)


def _page(text: str) -> int:
    """How many pages of a list are shown, at least one."""
    is_number = text.isascii() and text.isdigit() and len(text) <= PAGE_DIGITS_MAX
    return min(max(int(text), 1), 40) if is_number else 1
