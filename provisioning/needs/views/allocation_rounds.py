"""Rounds: the list, the desk, the sheet for everyone, and working it out again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from provisioning.needs.actions import allocation_rounds as actions
from provisioning.needs.actions import round_objections
from provisioning.needs.forms.allocation_rounds import ObjectForm, StartForm
from provisioning.needs.queries import allocation_rounds, round_sheets
from provisioning.needs.rules.allocation import propose as work_out_again
from provisioning.needs.rules.allocation_input import canonical, in_groups
from provisioning.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest

PAGES = "provisioning/needs/allocation_rounds"


@gate()
def index(request: MemberRequest, union: str) -> HttpResponse:
    """All rounds of this union."""
    context = {
        "rounds": allocation_rounds.index(),
        "may_prepare": request.standing.has(Right.PREPARE_ROUNDS),
    }
    return render(request, f"{PAGES}/index.html", context)


@gate(Right.PREPARE_ROUNDS)
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Begin collecting."""
    form = StartForm(request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        this = actions.start(
            client_id=data["client_id"], title=data["title"], by=request.standing.member
        )
        return redirect("provisioning:allocation_rounds.show", union=union, round_id=this.pk)
    status = 422 if form.is_bound else 200
    return render(request, f"{PAGES}/create.html", {"form": form}, status=status)


@gate(Right.PREPARE_ROUNDS)
def show(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """The round desk."""
    desk = allocation_rounds.desk(round_id, request.standing.member)
    return render(request, f"{PAGES}/show.html", {"desk": desk})


@gate(Right.PREPARE_ROUNDS)
@require_POST
def freeze(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """Close for counting."""
    actions.freeze(round_id=round_id, by=request.standing.member)
    messages.success(request, _("Closed for counting. What goes in does not change any more."))
    return redirect("provisioning:allocation_rounds.show", union=union, round_id=round_id)


@gate(Right.PREPARE_ROUNDS)
@require_POST
def propose(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """Work the proposal out."""
    actions.propose(round_id=round_id, by=request.standing.member)
    messages.success(request, _("The proposal is worked out."))
    return redirect("provisioning:allocation_rounds.show", union=union, round_id=round_id)


@gate(Right.APPROVE_ROUNDS)
@require_POST
def approve(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """Say yes."""
    actions.approve(round_id=round_id, by=request.standing.member)
    messages.success(request, _("Your yes is counted."))
    return redirect("provisioning:allocation_rounds.show", union=union, round_id=round_id)


@gate(Right.PREPARE_ROUNDS)
@require_POST
def carry_out(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """Hand it out: the keepers are asked to pay."""
    actions.carry_out(round_id=round_id, by=request.standing.member)
    messages.success(request, _("Handed out. The keepers of the purse pay what was decided."))
    return redirect("provisioning:allocation_rounds.show", union=union, round_id=round_id)


@gate(Right.PREPARE_ROUNDS)
@require_POST
def stop(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """End a round before anything is given."""
    why = request.POST.get("words", "")
    actions.stop(round_id=round_id, why=why, by=request.standing.member)
    messages.success(request, _("Stopped. All its needs stay open for the next round."))
    return redirect("provisioning:allocation_rounds.show", union=union, round_id=round_id)


@gate()
def sheet(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """What everyone may know; prints for the wall."""
    return _sheet_page(request, round_id, ObjectForm())


@gate()
@require_POST
def object_to(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """Object with a reason."""
    form = ObjectForm(request.POST)
    if not form.is_valid():
        return _sheet_page(request, round_id, form)
    data = form.cleaned_data
    round_objections.raise_one(
        round_id=round_id,
        client_id=data["client_id"],
        reason=data["words"],
        by=request.standing.member,
    )
    messages.success(request, _("Sent. The round waits until the care circle has answered you."))
    return redirect("provisioning:allocation_rounds.sheet", union=union, round_id=round_id)


@gate(Right.PREPARE_ROUNDS)
@require_POST
def answer(request: MemberRequest, union: str, round_id: UUID, objection_id: UUID) -> HttpResponse:
    """Answer an objection."""
    round_objections.answer(
        round_id=round_id,
        objection_id=objection_id,
        words=request.POST.get("words", ""),
        by=request.standing.member,
    )
    messages.success(request, _("Answered. Everyone reads it on the round sheet."))
    return redirect("provisioning:allocation_rounds.show", union=union, round_id=round_id)


@gate(Right.PREPARE_ROUNDS)
def work_out(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """Work it out again from what was frozen, and say whether the same comes out."""
    desk = allocation_rounds.desk(round_id, request.standing.member)
    again = work_out_again(allocation_rounds.frozen_input(round_id))
    same = allocation_rounds.proposal(round_id) in (None, again)
    checksum = in_groups(again["input_checksum"])
    context = {"desk": desk, "same": same, "again": again, "checksum": checksum}
    return render(request, f"{PAGES}/work_out.html", context)


@gate(Right.PREPARE_ROUNDS)
def export(request: MemberRequest, union: str, round_id: UUID) -> HttpResponse:
    """What went in, as the file that `propose_allocation` reads."""
    text = canonical(allocation_rounds.frozen_input(round_id))
    response = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="round-{round_id}.json"'
    return response


def _sheet_page(request: MemberRequest, round_id: UUID, form: ObjectForm) -> HttpResponse:
    context = {
        "sheet": round_sheets.sheet(round_id, request.standing.member, timezone.now()),
        "form": form,
        "may_prepare": request.standing.has(Right.PREPARE_ROUNDS),
    }
    status = 422 if form.is_bound else 200
    return render(request, f"{PAGES}/sheet.html", context, status=status)
