"""Accounts: what each holds, and the rows that its figure is made of."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from commonpurse.ledger.queries import account_sheets, accounts
from commonpurse.ledger.queries.privacy import hidden_from
from commonpurse.ledger.rules import months
from commonpurse.rights import Right
from unions.gate import gate
from unions.refusals import NotFound
from unions.standing import MemberRequest


@gate(Right.READ_PURSE)
def index(request: MemberRequest, union: str) -> HttpResponse:
    """All accounts by unit and group; those of the purse add up to its balance."""
    context = {"units": accounts.account_sheet(request.standing.union.currency)}
    return render(request, "commonpurse/ledger/accounts/index.html", context)


@gate(Right.READ_PURSE)
def show(request: MemberRequest, union: str, account_id: UUID) -> HttpResponse:
    """One account in one month, by default this one."""
    today = timezone.localdate()
    try:
        month = months.read(request.GET.get("month") or f"{today:%Y-%m}")
    except months.UnknownMonthError as error:
        raise NotFound from error
    hidden = hidden_from(request.standing.rights)
    sheet = account_sheets.of_month(account_id, month, today=today, hidden=hidden)
    if sheet is None:
        raise NotFound
    context = {"sheet": sheet, "statement": sheet.statement}
    return render(request, "commonpurse/ledger/accounts/show.html", context)
