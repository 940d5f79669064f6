"""What programs told about money that came in, and what became of it."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonpurse.intake.actions import incoming_payments as actions
from commonpurse.intake.forms.incoming_payments import IncomingFilterForm, PutAsideForm
from commonpurse.intake.queries import incoming_payments as queries
from commonpurse.intake.rules.incoming import IncomingState
from commonpurse.rights import Right
from unions.gate import gate
from unions.standing import MemberRequest


@dataclass(frozen=True, slots=True)
class Chip:
    """A state that one tap chooses."""

    label: str
    address: str
    is_current: bool


@gate(Right.RECEIVE_PLEDGES)
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """What was told, newest first; the state that is asked for stands in the address."""
    form = IncomingFilterForm(request.GET)
    status = 200 if form.is_valid() else 422
    state, after = form.cleaned_data.get("state") or "", form.cleaned_data.get("after")
    found = queries.page(state=IncomingState(state) if state else None, after=after)
    context = {
        "rows": [(line, PutAsideForm(auto_id=f"{line.id}-%s")) for line in found.lines],
        "chips": _chips(state),
        "chosen": state,
        "more": _address(state=state, after=str(found.more)) if found.more else "",
    }
    template = "commonpurse/intake/incoming_payments/index.html"
    return render(request, template, context, status=status)


@gate(Right.RECEIVE_PLEDGES)
@require_POST
def put_aside(request: MemberRequest, union: str, incoming_id: UUID) -> HttpResponse:
    """Say what became of money that the books refused."""
    why = request.POST.get("why", "")
    actions.put_aside(incoming_id=incoming_id, why=why, by=request.standing.member)
    messages.success(request, _("It is put aside, with your reason."))
    return redirect("commonpurse:incoming_payments.index", union=union)


def _chips(chosen: str) -> list[Chip]:
    labels = {
        "": _("All"),
        IncomingState.WAITING: _("Waiting"),
        IncomingState.ENTERED: _("Entered"),
        IncomingState.REFUSED: _("Refused"),
        IncomingState.PUT_ASIDE: _("Put aside"),
    }
    return [Chip(label, _address(state=state), state == chosen) for state, label in labels.items()]


def _address(**asked: str) -> str:
    return "?" + urlencode({key: value for key, value in asked.items() if value})
