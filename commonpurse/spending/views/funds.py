"""The funds: what each is for, what it holds, and what keepers do with them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonpurse.ledger.actions import funds as books
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.queries import funds as queries
from commonpurse.ledger.queries import journal
from commonpurse.ledger.queries.accounts import purse_currencies
from commonpurse.ledger.queries.funds import FundSheet
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules.journal import Wanted
from commonpurse.refusals import PurseRefused
from commonpurse.rights import Right
from commonpurse.spending.actions import funds
from commonpurse.spending.actions.funds import FundMove
from commonpurse.spending.forms.funds import FundForm, FundMoveForm
from commonpurse.spending.queries.funds import can_close, can_take_out
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest

PAGES = "commonpurse/spending/funds"


@gate(Right.READ_PURSE)
@require_safe
def index(request: MemberRequest, union: str) -> HttpResponse:
    """All funds with what they hold."""
    context = {
        "funds": queries.every(),
        "is_keeper": request.standing.has(Right.KEEP_PAYMENTS),
    }
    return render(request, f"{PAGES}/index.html", context)


@gate(Right.READ_PURSE)
@require_safe
def show(request: MemberRequest, union: str, fund_id: UUID) -> HttpResponse:
    """One fund with its newest rows."""
    fund, standing = _fund(fund_id), request.standing
    rows = journal.page(
        Wanted(fund_id=fund_id),
        after=None,
        today=timezone.localdate(),
        hidden=hidden_from(standing.rights),
    )
    context = {
        "fund": fund,
        "journal": rows,
        "is_keeper": standing.has(Right.KEEP_PAYMENTS) and not fund.is_closed,
        "may_close": can_close(fund),
        "may_take_out": can_take_out(fund),
    }
    return render(request, f"{PAGES}/show.html", context)


@gate(Right.KEEP_PAYMENTS)
def create(request: MemberRequest, union: str) -> HttpResponse:
    """Open a fund."""
    standing = request.standing
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        new = NewFund(data["name"], data["purpose"], form.restricted, standing.union.currency)
        try:
            fund_id = books.open_fund(fund=new, by=standing.member)
        except PurseRefused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("The fund is open. Put the first money into it."))
            return redirect("commonpurse:funds.show", union, fund_id)
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}/create.html", {"form": form}, status=status)


@gate(Right.KEEP_PAYMENTS)
def put_in(request: MemberRequest, union: str, fund_id: UUID) -> HttpResponse:
    """Money out of the purse into the fund."""
    fund, form = _fund(fund_id), _move_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            funds.put_in(move=_move(fund_id, form), by=request.standing.member)
        except PurseRefused as refusal:
            form.add_error("amount", str(refusal))
        else:
            messages.success(request, _("The money is in the fund now."))
            return redirect("commonpurse:funds.show", union, fund_id)
    context = {"fund": fund, "form": form}
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}/put_in.html", context, status=status)


@gate(Right.KEEP_PAYMENTS)
def take_out(request: MemberRequest, union: str, fund_id: UUID) -> HttpResponse:
    """Money out of the fund into the purse."""
    fund, form = _fund(fund_id), _move_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            funds.take_out(move=_move(fund_id, form), by=request.standing.member)
        except PurseRefused as refusal:
            form.add_error("amount", str(refusal))
        else:
            messages.success(request, _("The money is in the common purse now."))
            return redirect("commonpurse:funds.show", union, fund_id)
    context = {"fund": fund, "form": form, "may_take_out": can_take_out(fund)}
    status = 422 if form.errors else 200
    return render(request, f"{PAGES}/take_out.html", context, status=status)


@gate(Right.KEEP_PAYMENTS)
@require_POST
def close(request: MemberRequest, union: str, fund_id: UUID) -> HttpResponse:
    """Close an empty fund for good."""
    funds.close(fund_id=fund_id, by=request.standing.member)
    messages.success(request, _("The fund is closed. Its rows stay in the books."))
    return redirect("commonpurse:funds.show", union, fund_id)


def _fund(fund_id: UUID) -> FundSheet:
    found = queries.fund(fund_id)
    if found is None:
        raise NotFound
    return found


def _move_form(request: MemberRequest) -> FundMoveForm:
    return FundMoveForm(
        request.POST or None,
        currency=request.standing.union.currency,
        currencies=purse_currencies(),
    )


def _move(fund_id: UUID, form: FundMoveForm) -> FundMove:
    data = form.cleaned_data
    return FundMove(fund_id, data["amount"], form.currency, data["words"], str(data["client_id"]))
