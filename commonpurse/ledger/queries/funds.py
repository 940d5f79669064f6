"""The funds, and what each holds."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.fund import Fund


@dataclass(frozen=True, slots=True)
class FundHolding:
    """What a fund holds in one unit, in its smallest part."""

    account_id: UUID
    unit: str
    scale: int
    balance: int


@dataclass(frozen=True, slots=True)
class FundSheet:
    """A fund; unlike units stand side by side."""

    id: UUID
    code: str
    name: str
    purpose: str
    restricted: bool
    is_closed: bool
    holdings: tuple[FundHolding, ...]

    @property
    def held(self) -> tuple[FundHolding, ...]:
        """What there is of it: units that it holds nothing of are left out."""
        return tuple(holding for holding in self.holdings if holding.balance)

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing of any unit."""
        return not self.held


def fund_names() -> tuple[tuple[UUID, str], ...]:
    """All funds by name."""
    return tuple(Fund.objects.order_by("name", "id").values_list("id", "name"))


def every() -> tuple[FundSheet, ...]:
    """All funds with what they hold: open ones first, by name."""
    return _sheets(list(Fund.objects.order_by("name", "id")))


def fund(fund_id: UUID) -> FundSheet | None:
    """One fund; None if there is none here."""
    return next(iter(_sheets(list(Fund.objects.filter(pk=fund_id)))), None)


def _sheets(rows: list[Fund]) -> tuple[FundSheet, ...]:
    held: dict[UUID, list[AccountBalance]] = defaultdict(list)
    balances = (
        AccountBalance.objects.filter(account__fund__in=rows)
        .select_related("account__unit")
        .order_by("account__unit__code")
    )
    for balance in balances:
        if balance.account.fund_id is not None:
            held[balance.account.fund_id].append(balance)
    sheets = [_sheet(row, held[row.pk]) for row in rows]
    return tuple(sorted(sheets, key=lambda sheet: sheet.is_closed))


def _sheet(row: Fund, balances: list[AccountBalance]) -> FundSheet:
    return FundSheet(
        id=row.pk,
        code=row.code,
        name=row.name,
        purpose=row.purpose,
        restricted=row.restricted,
        is_closed=bool(balances) and all(balance.closed for balance in balances),
        holdings=tuple(
            FundHolding(
                account_id=balance.account_id,
                unit=balance.account.unit.code,
                scale=balance.account.unit.scale,
                balance=balance.balance,
            )
            for balance in balances
        ),
    )
