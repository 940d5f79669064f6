"""Opening and closing accounts."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from commonpurse.ledger.actions.posting_functions import call
from commonpurse.ledger.actions.units import open_unit
from commonpurse.ledger.queries.accounts import PURSE_CODES, PurseAccounts, purse_accounts
from commonpurse.ledger.refusals import BadText, UnknownAccount
from commonpurse.ledger.rules.accounts import AccountKind, floor_of, is_hot
from commonpurse.ledger.rules.entries import can_be_kept
from commonpurse.ledger.rules.units import UnitKind, currency_scale
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership
from unions.tenancy.ids import uuid7
from unions.tenancy.scopes import current

_OPEN = "SELECT ledger_open_account(%s, %s, %s, %s, %s, %s, %s, %s, %s)"
_CLOSE = "SELECT ledger_close_account(%s, %s)"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be opened; `code` is unique in the union."""

    kind: AccountKind
    code: str
    name: str = ""
    fund_id: UUID | None = None


@transaction.atomic
def open_account(*, account: NewAccount, unit_id: UUID, by: Membership) -> UUID:
    """The id of the account with this code, opened if it is new.

    Raises KeyUsed if the code stands for another unit, kind or fund, UnknownAccount if it is that
    of a closed account, UnknownUnit, UnknownFund, BadText.
    """
    if not (can_be_kept(account.code) and can_be_kept(account.name)):
        raise BadText
    fresh = uuid7()
    (found,) = call(
        _OPEN,
        [
            current().union_id, fresh, unit_id, account.kind, account.code, account.name,
            account.fund_id, floor_of(account.kind), is_hot(account.kind),
        ],
    )  # fmt: skip
    account_id = UUID(str(found))
    if account_id == fresh:
        audit_events.record(
            act="account.opened", object_kind="account", object_id=account_id, by_id=by.pk
        )
    return account_id


@transaction.atomic
def close_account(*, account_id: UUID, by: Membership) -> None:
    """Closes an empty account for good; raises AccountNotEmpty, UnknownAccount."""
    call(_CLOSE, [current().union_id, account_id])
    audit_events.record(
        act="account.closed", object_kind="account", object_id=account_id, by_id=by.pk
    )


@transaction.atomic
def open_purse(*, currency: str, by: Membership) -> PurseAccounts:
    """The accounts of the union's purse in this currency, opened where they are missing.

    Raises BadUnit for what is no currency, UnknownAccount if one of them was closed.
    """
    known = purse_accounts(currency)
    if known is not None:
        return known
    unit_id = open_unit(code=currency, scale=currency_scale(currency), kind=UnitKind.MONEY, by=by)
    for code, kind in PURSE_CODES.items():
        fresh = NewAccount(kind=kind, code=f"{code}.{currency.lower()}")
        open_account(account=fresh, unit_id=unit_id, by=by)
    opened = purse_accounts(currency)
    if opened is None:
        raise UnknownAccount
    return opened
