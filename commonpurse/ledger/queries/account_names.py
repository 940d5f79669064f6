"""What accounts are called, wherever a row or a choice names them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.queries.stories import account_name
from commonpurse.ledger.rules.accounts import AccountKind


@dataclass(frozen=True, slots=True)
class AccountName:
    """An account by its name; amounts on it are in the smallest part of `unit`."""

    id: UUID
    name: str
    kind: AccountKind
    unit: str
    scale: int


def name_of(account: Account) -> AccountName:
    """The name of a row that was read with its unit."""
    kind = AccountKind(account.kind)
    return AccountName(
        id=account.pk,
        name=account_name(kind=kind, code=account.code, name=account.name),
        kind=kind,
        unit=account.unit.code,
        scale=account.unit.scale,
    )


def names(account_ids: Collection[UUID]) -> dict[UUID, AccountName]:
    """The names of these accounts, in one query; no query for none."""
    if not account_ids:
        return {}
    rows = Account.objects.filter(pk__in=account_ids).select_related("unit")
    return {row.pk: name_of(row) for row in rows}


def every() -> tuple[AccountName, ...]:
    """All accounts, closed ones too, by unit, kind and code."""
    order = list(AccountKind)
    rows = [(row.code, name_of(row)) for row in Account.objects.select_related("unit")]
    listed = sorted(rows, key=lambda row: (row[1].unit, order.index(row[1].kind), row[0]))
    return tuple(name for _, name in listed)
