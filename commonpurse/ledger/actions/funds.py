"""Opening and closing funds: each is a purpose with an account for every unit it holds."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from commonpurse.ledger.actions import accounts
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.fund import Fund
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.refusals import BadText, FundClosed, FundExists, UnknownAccount
from commonpurse.ledger.rules import funds as rules
from commonpurse.ledger.rules.accounts import AccountKind
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership
from unions.people.rules.names import in_one_line
from unions.refusals import NotFound


@dataclass(frozen=True, slots=True)
class NewFund:
    """A fund to be opened; `restricted` money serves the purpose only."""

    name: str
    purpose: str
    restricted: bool
    currency: str


@transaction.atomic
def open_fund(*, fund: NewFund, by: Membership) -> UUID:
    """The id of the fund, opened with its account in this currency; sent twice it is one fund.

    Raises FundExists where another fund bears this name, or one that was closed; BadText where
    nothing can be seen of a text, or too much.
    """
    fund = replace(fund, name=in_one_line(fund.name), purpose=in_one_line(fund.purpose))
    if not rules.can_be_read(fund.name, fund.purpose):
        raise BadText
    accounts.open_purse(currency=fund.currency, by=by)
    row, is_new = Fund.objects.get_or_create(
        code=rules.code_of(fund.name),
        defaults={"name": fund.name, "purpose": fund.purpose, "restricted": fund.restricted},
    )
    if (row.name, row.purpose, row.restricted) != (fund.name, fund.purpose, fund.restricted):
        raise FundExists
    if not is_new and not Account.objects.filter(fund=row, closed_at=None).exists():
        raise FundExists
    _open_account(row, fund.currency, by)
    if is_new:
        audit_events.record(act="fund.opened", object_kind="fund", object_id=row.pk, by_id=by.pk)
    return row.pk


@transaction.atomic
def account_in(*, fund_id: UUID, currency: str, by: Membership) -> UUID:
    """The id of the fund's account in this currency, opened where it is missing.

    Raises NotFound for a fund that is not here, FundClosed.
    """
    fund = Fund.objects.filter(pk=fund_id).first()
    if fund is None:
        raise NotFound
    known = Account.objects.filter(fund=fund)
    if known.exists() and not known.filter(closed_at=None).exists():
        raise FundClosed
    return _open_account(fund, currency, by)


@transaction.atomic
def close_fund(*, fund_id: UUID, by: Membership) -> None:
    """Closes all accounts of an empty fund for good. Raises NotFound, AccountNotEmpty."""
    if not Fund.objects.filter(pk=fund_id).exists():
        raise NotFound
    for account in Account.objects.filter(fund_id=fund_id, closed_at=None).order_by("id"):
        accounts.close_account(account_id=account.pk, by=by)
    audit_events.record(act="fund.closed", object_kind="fund", object_id=fund_id, by_id=by.pk)


def _open_account(fund: Fund, currency: str, by: Membership) -> UUID:
    unit = Unit.objects.filter(code=currency).first()
    if unit is None:
        raise UnknownAccount
    account = NewAccount(
        kind=AccountKind.FUND,
        code=rules.account_code(fund.code, currency),
        name=fund.name,
        fund_id=fund.pk,
    )
    return accounts.open_account(account=account, unit_id=unit.pk, by=by)
