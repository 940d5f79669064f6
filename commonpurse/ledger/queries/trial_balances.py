"""All accounts with what they held, got and gave in a month: together they are always zero."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.queries import account_names
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import AccountKind


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """An account over a month: opening + came_in − went_out = closing, in the smallest part of
    `unit`."""

    account_id: UUID
    name: str
    kind: AccountKind
    unit: str
    scale: int
    opening: int
    came_in: int
    went_out: int

    @property
    def closing(self) -> int:
        """What is there at the end."""
        return self.opening + self.came_in - self.went_out

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Opening, in, out, closing."""
        return self.opening, self.came_in, self.went_out, self.closing


@dataclass(frozen=True, slots=True)
class UnitBalance:
    """The accounts of one unit and their sums; unlike units are never added."""

    unit: str
    scale: int
    lines: tuple[BalanceLine, ...]
    opening: int
    came_in: int
    went_out: int

    @property
    def closing(self) -> int:
        """What is there at the end, all accounts together."""
        return self.opening + self.came_in - self.went_out

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """Opening, in, out, closing, all accounts together."""
        return self.opening, self.came_in, self.went_out, self.closing

    @property
    def is_zero(self) -> bool:
        """Whether the accounts prove the books: nothing came from nowhere, nothing is lost."""
        return self.opening == 0 and self.came_in == self.went_out


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts at the end of a month; `last_day` is today while it runs.

    `listed` are the months in which anything was entered, newest first.
    """

    month: date
    last_day: date
    earlier: date | None
    later: date | None
    listed: tuple[date, ...]
    units: tuple[UnitBalance, ...]


def of_month(month: date, *, today: date, first_unit: str = "") -> TrialBalance:
    """The trial balance at the end of a month, from the sums of months: its cost is that of the
    accounts and months, whatever number of lines they have. `first_unit` comes first."""
    listed = _months_with_entries()
    before = [known for known in listed if known < month]
    return TrialBalance(
        month=month,
        last_day=min(months.last_day(month), max(today, month)),
        earlier=months.before(month) if before else None,
        later=months.after(month) if month < months.first_of(today) else None,
        listed=listed,
        units=tuple(
            _unit(tuple(lines))
            for _, lines in groupby(_lines(month, first_unit), key=lambda line: line.unit)
        ),
    )


def _months_with_entries() -> tuple[date, ...]:
    found = AccountMonth.objects.values_list("month", flat=True).distinct().order_by("-month")
    return tuple(found)


def _lines(month: date, first_unit: str) -> list[BalanceLine]:
    """Accounts by unit, kind and code; closed ones while they still moved, open ones always."""
    sums = {
        row["account_id"]: (row["opening"], row["came_in"], row["went_out"])
        for row in AccountMonth.objects.filter(month__lte=month)
        .values("account_id")
        .annotate(
            opening=Coalesce(Sum(F("added") - F("taken"), filter=Q(month__lt=month)), 0),
            came_in=Coalesce(Sum("added", filter=Q(month=month)), 0),
            went_out=Coalesce(Sum("taken", filter=Q(month=month)), 0),
        )
    }
    order = list(AccountKind)
    accounts = Account.objects.filter(Q(closed_at=None) | Q(pk__in=sums)).select_related("unit")
    found = sorted(
        accounts,
        key=lambda row: (
            row.unit.code != first_unit,
            row.unit.code,
            order.index(AccountKind(row.kind)),
            row.code,
        ),
    )
    return [_line(account, sums.get(account.pk, (0, 0, 0))) for account in found]


def _line(account: Account, sums: tuple[int, int, int]) -> BalanceLine:
    named = account_names.name_of(account)
    opening, came_in, went_out = sums
    return BalanceLine(
        account_id=named.id,
        name=named.name,
        kind=named.kind,
        unit=named.unit,
        scale=named.scale,
        opening=int(opening),
        came_in=int(came_in),
        went_out=int(went_out),
    )


def _unit(lines: tuple[BalanceLine, ...]) -> UnitBalance:
    return UnitBalance(
        unit=lines[0].unit,
        scale=lines[0].scale,
        lines=lines,
        opening=sum(line.opening for line in lines),
        came_in=sum(line.came_in for line in lines),
        went_out=sum(line.went_out for line in lines),
    )
