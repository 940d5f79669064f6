"""Which accounts there are, and what they hold."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.queries.stories import GROUP_NAMES, account_name
from commonpurse.ledger.rules.accounts import HELD, AccountKind, Group, group_of
from commonpurse.ledger.rules.units import UnitKind, kind_shown

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
    """An account with what it holds, in the smallest part of `unit`, which pages show as a kind of
    thing, `shown_as`."""

    id: UUID
    code: str
    kind: AccountKind
    name: str
    held: bool
    unit: str
    scale: int
    shown_as: str
    balance: int
    lines: int


@dataclass(frozen=True, slots=True)
class AccountGroup:
    """Accounts that stand together, with their sum in the smallest part of `unit`."""

    code: Group
    name: str
    unit: str
    scale: int
    lines: tuple[AccountLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The accounts of one unit by group; `total`, of all together, is zero in whole books."""

    unit: str
    scale: int
    groups: tuple[AccountGroup, ...]
    total: int


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


def purse_currencies() -> tuple[str, ...]:
    """The currencies that the purse has accounts in, by code."""
    rows = Account.objects.filter(kind=AccountKind.PURSE, closed_at=None)
    return tuple(rows.order_by("unit__code").values_list("unit__code", flat=True))


def account_lines() -> tuple[AccountLine, ...]:
    """All open accounts with their balances, by unit, kind and code."""
    return _lines(AccountBalance.objects.filter(account__closed_at=None))


def held_lines() -> tuple[AccountLine, ...]:
    """The open accounts that together are the purse, in the same order."""
    return _lines(AccountBalance.objects.filter(account__closed_at=None, account__kind__in=HELD))


def _lines(rows: QuerySet[AccountBalance]) -> tuple[AccountLine, ...]:
    balances = rows.select_related("account__unit")
    order = list(AccountKind)
    lines = [
        AccountLine(
            id=row.account_id,
            code=row.account.code,
            kind=AccountKind(row.account.kind),
            name=account_name(
                kind=AccountKind(row.account.kind), code=row.account.code, name=row.account.name
            ),
            held=row.account.kind in HELD,
            unit=row.account.unit.code,
            scale=row.account.unit.scale,
            shown_as=kind_shown(UnitKind(row.account.unit.kind)),
            balance=row.balance,
            lines=row.seq,
        )
        for row in balances
    ]
    return tuple(sorted(lines, key=lambda line: (line.unit, order.index(line.kind), line.code)))


def account_sheet(first_unit: str = "") -> tuple[UnitSheet, ...]:
    """All open accounts, unit by unit, `first_unit` first: unlike units are never summed."""
    lines = account_lines()
    units = sorted({line.unit for line in lines}, key=lambda unit: (unit != first_unit, unit))
    return tuple(_unit_sheet(unit, [line for line in lines if line.unit == unit]) for unit in units)


def _unit_sheet(unit: str, lines: list[AccountLine]) -> UnitSheet:
    scale = lines[0].scale
    grouped = {code: tuple(line for line in lines if group_of(line.kind) is code) for code in Group}
    return UnitSheet(
        unit=unit,
        scale=scale,
        groups=tuple(
            AccountGroup(
                code=code,
                name=str(GROUP_NAMES[code]),
                unit=unit,
                scale=scale,
                lines=group,
                total=sum(line.balance for line in group),
            )
            for code, group in grouped.items()
            if group
        ),
        total=sum(line.balance for line in lines),
    )


def held(currency: str) -> dict[AccountKind, int]:
    """What each kind of held account has in this currency, in one query; zero where none is."""
    sums = dict.fromkeys(AccountKind, 0)
    rows = AccountBalance.objects.filter(account__unit__code=currency).values_list(
        "account__kind", "balance"
    )
    for kind, balance in rows:
        sums[AccountKind(kind)] += balance
    return sums
