"""The security gauge: for how many months the purse covers what survival takes."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonpurse.ledger.queries.months import Holding, month_ends
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import AccountKind
from provisioning.needs.aggregates import met_by_month
from provisioning.reports.rules import coverage
from provisioning.reports.rules.coverage import Basis, Month, Span
from provisioning.tiers import Tier
from provisioning.wording import say_tenths
from unions.founding.queries import union_policies

MONTHS_SHOWN = 12
# Whole years that are read before this one. Months are put together from the first of January on,
# so that they are put together alike all year.
YEARS_READ = 2
# Free money and the reserve. What is promised or set aside is spoken for, funds have a purpose.
COUNTED = (AccountKind.PURSE, AccountKind.RESERVE)


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """What the purse covered at the end of a month, in tenths of a month; None where nothing was
    paid for survival by then, or too few people stand behind it (`is_hidden`)."""

    month: date
    value: int | None
    words: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class SecurityTrend:
    """Twelve months, oldest first, the last one up to today; the mark in tenths too."""

    label: str
    mark: int
    mark_words: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True)
class Gauge:
    """What the gauge says now. `basis` is None where nothing was paid for survival lately, or too
    few people stand behind it (`is_hidden`); the figures that follow from it are None as well.

    Amounts in minor units of `currency`; months in tenths.
    """

    currency: str
    held: tuple[Holding, ...]
    alert_months: int
    least: int
    basis: Basis | None
    is_hidden: bool
    trend: SecurityTrend

    @property
    def total(self) -> int:
        """What is counted, together."""
        return sum(place.balance for place in self.held)

    @property
    def tenths(self) -> int | None:
        """Tenths of a month that are covered."""
        return None if self.basis is None else coverage.tenths(self.total, self.basis)

    @property
    def tenths_if_more(self) -> int | None:
        """The same if survival took a tenth more."""
        if self.basis is None:
            return None
        return coverage.tenths_if_more(self.total, self.basis, more_tenths=1)

    @property
    def is_low(self) -> bool:
        """Whether it lies under the union's mark."""
        return self.tenths is not None and self.tenths < self.alert_months * coverage.TENTHS

    @property
    def lacking(self) -> int:
        """Minor units that are missing to the mark."""
        if self.basis is None:
            return 0
        return coverage.lacking(self.total, self.basis, self.alert_months)


def gauge(currency: str, *, today: date) -> Gauge:
    """The gauge of the union in scope, in its own currency."""
    this_month = months.first_of(today)
    listed = months.ending_with(this_month, MONTHS_SHOWN)
    least = union_policies.whole("needs.min_cell")
    alert = union_policies.whole("security.alert_months")
    paid = _paid(currency, this_month)
    spans = coverage.spans(paid, least)
    ends = month_ends(currency, COUNTED, listed)
    last_full = months.before(this_month)
    basis = coverage.basis(spans, last_full)
    points = [_point(month, min(month, last_full), ends[month], (paid, spans)) for month in listed]
    return Gauge(
        currency=currency,
        held=ends[this_month],
        alert_months=alert,
        least=least,
        basis=basis,
        is_hidden=basis is None and coverage.hides(paid, last_full),
        trend=_trend(points, alert),
    )


def _paid(currency: str, this_month: date) -> list[Month]:
    """Every full month of the years that are read, with what survival took."""
    first = date(this_month.year - YEARS_READ, 1, 1)
    amounts: dict[date, int] = defaultdict(int)
    persons: defaultdict[date, set[Hashable]] = defaultdict(set)
    last_on = months.last_day(months.before(this_month))
    for month, person, amount in met_by_month(Tier.SURVIVAL, currency, first, last_on):
        amounts[month] += amount
        persons[month].add(person)
    listed = _from_the_first(first, this_month, amounts)
    return [Month(month, amounts[month], frozenset(persons[month])) for month in listed]


def _from_the_first(first: date, until: date, amounts: Iterable[date]) -> list[date]:
    """The months from the first in which something was paid, up to but without `until`."""
    month = min([*amounts, until])
    listed = []
    while first <= month < until:
        listed.append(month)
        month = months.after(month)
    return listed


def _trend(points: Sequence[TrendPoint], alert: int) -> SecurityTrend:
    return SecurityTrend(
        label=_("Months of survival needs covered, month by month. The same stands in the table."),
        mark=alert * coverage.TENTHS,
        mark_words=_("the mark: %(months)s months") % {"months": alert},
        points=tuple(points),
    )


def _point(
    month: date,
    until: date,
    held: Iterable[Holding],
    known: tuple[Sequence[Month], Sequence[Span]],
) -> TrendPoint:
    paid, spans = known
    over = coverage.basis(spans, until)
    if over is None:
        return TrendPoint(month, None, "", is_hidden=coverage.hides(paid, until))
    value = coverage.tenths(sum(place.balance for place in held), over)
    return TrendPoint(month, value, say_tenths(value), is_hidden=False)
