"""Which accounts there are, and what they hold."""

from dataclasses import dataclass
from uuid import UUID

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.rules.accounts import AccountKind

# The accounts that every purse has, once per currency.
PURSE_CODES: dict[str, AccountKind] = {
    "purse": AccountKind.PURSE,
    "reserve": AccountKind.RESERVE,
    "commitment": AccountKind.COMMITMENT,
    "set_aside": AccountKind.SET_ASIDE,
    "bank": AccountKind.EXTERNAL,
    "cash": AccountKind.EXTERNAL,
}


@dataclass(frozen=True, slots=True)
class PurseAccounts:
    """The ids of the purse's own accounts in one currency."""

    currency: str
    scale: int
    purse: UUID
    reserve: UUID
    commitment: UUID
    set_aside: UUID
    bank: UUID
    cash: UUID


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account with what it holds, in the smallest part of `unit`."""

    id: UUID
    code: str
    kind: AccountKind
    name: str
    unit: str
    scale: int
    balance: int
    lines: int


def purse_accounts(currency: str) -> PurseAccounts | None:
    """The purse's accounts in this currency; None while no purse was opened."""
    codes = {f"{code}.{currency.lower()}": code for code in PURSE_CODES}
    found = Account.objects.filter(code__in=codes, closed_at=None).values_list(
        "code", "id", "unit__scale"
    )
    ids = {codes[code]: account_id for code, account_id, _ in found}
    scales = {scale for _, _, scale in found}
    if len(ids) < len(codes):
        return None
    return PurseAccounts(currency=currency, scale=scales.pop(), **ids)


def account_lines() -> tuple[AccountLine, ...]:
    """All open accounts with their balances, by unit, kind and code."""
    balances = AccountBalance.objects.filter(account__closed_at=None).select_related(
        "account__unit"
    )
    order = list(AccountKind)
    lines = [
        AccountLine(
            id=row.account_id,
            code=row.account.code,
            kind=AccountKind(row.account.kind),
            name=row.account.name,
            unit=row.account.unit.code,
            scale=row.account.unit.scale,
            balance=row.balance,
            lines=row.seq,
        )
        for row in balances
    ]
    return tuple(sorted(lines, key=lambda line: (line.unit, order.index(line.kind), line.code)))


def held(currency: str) -> dict[AccountKind, int]:
    """What each kind of held account has in this currency, in one query; zero where none is."""
    sums = dict.fromkeys(AccountKind, 0)
    rows = AccountBalance.objects.filter(account__unit__code=currency).values_list(
        "account__kind", "balance"
    )
    for kind, balance in rows:
        sums[AccountKind(kind)] += balance
    return sums
