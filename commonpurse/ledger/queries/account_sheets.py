"""One account in one month, with what it stands for."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.queries import statements
from commonpurse.ledger.queries.statements import Statement
from commonpurse.ledger.queries.stories import ABOUT_ACCOUNTS
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import AccountKind


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """A statement with its account. `earlier` is None before the first line, `later` in the
    running month; `listed` are the months in which the account moved, newest first."""

    id: UUID
    code: str
    about: str
    fund_id: UUID | None
    is_closed: bool
    month: date
    earlier: date | None
    later: date | None
    listed: tuple[date, ...]
    statement: Statement


def of_month(
    account_id: UUID, month: date, *, today: date, hidden: AbstractSet[str]
) -> AccountSheet | None:
    """The account in a month; None if there is none of this id here."""
    account = Account.objects.filter(pk=account_id).first()
    statement = statements.of_account(account_id, month, today=today, hidden=hidden)
    if account is None or statement is None:
        return None
    moved = AccountMonth.objects.filter(account_id=account_id).order_by("-month")
    listed = tuple(moved.values_list("month", flat=True))
    return AccountSheet(
        id=account.pk,
        code=account.code,
        about=str(ABOUT_ACCOUNTS.get(AccountKind(account.kind), "")),
        fund_id=account.fund_id,
        is_closed=account.closed_at is not None,
        month=month,
        earlier=months.before(month) if listed and listed[-1] < month else None,
        later=months.after(month) if month < months.first_of(today) else None,
        listed=listed,
        statement=statement,
    )
