"""The public report: sums of months that are closed, for everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commonpurse.ledger import aggregates as ledger
from commonpurse.ledger.queries import months as books
from commonpurse.ledger.queries.months import MonthFlow, UnitFlow
from commonpurse.ledger.rules import months
from commonpurse.pledges.aggregates import givers_by_month
from commonpurse.spending.aggregates import payees_by_month
from provisioning.reports.rules.shown import Shown, shown
from unions.founding.queries import union_policies
from unions.founding.rules.policies import PUBLIC_REPORT

MONTHS_SHOWN = 12
# What was taken back stands on one side of a month as it stood on the other, there or in an earlier
# month: whoever takes the one from the other is left with those who kept theirs, be it one person.
FEWER_THAN_ANY = 1
LEAST = 3

Persons = Mapping[tuple[date, str], int]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A month; None where too few people stand behind the sum."""

    month: date
    came_in: int | None
    went_out: int | None


@dataclass(frozen=True, slots=True)
class UnitReport:
    """The months of one unit, oldest first, in its smallest part."""

    unit: str
    scale: int
    kind: str
    rows: tuple[ReportRow, ...]
    came_in: int | None
    went_out: int | None

    @property
    def chart(self) -> UnitFlow:
        """The same to be drawn; a hidden sum leaves its place empty."""
        rows = [MonthFlow(row.month, row.came_in or 0, row.went_out or 0) for row in self.rows]
        return UnitFlow(self.unit, self.scale, self.kind, tuple(rows))


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What everybody may read; empty while no month is closed."""

    units: tuple[UnitReport, ...]
    least: int


def is_open() -> bool:
    """Whether the union wants a public report."""
    return bool(union_policies.whole(PUBLIC_REPORT))


def report(currency: str) -> PublicReport:
    """The last closed months since the books began, unit by unit; `currency` comes first. Nothing
    is dated into a closed month any more, so two readings never differ by one entry."""
    least = max(LEAST, union_policies.whole("federation.min_cell"))
    last = books.last_closed()
    if last is None:
        return PublicReport((), least)
    listed = _listed(last)
    first, until = listed[0], months.last_day(last)
    flows = books.flows(currency, last, len(listed))
    came = _fewest(givers_by_month(first, until), ledger.gifts(first, until))
    went = _fewest(payees_by_month(first, until))
    for place in ledger.taken_back(first, until):
        came[place] = went[place] = FEWER_THAN_ANY
    return PublicReport(tuple(_unit(flow, came, went, least) for flow in flows), least)


def _listed(last: date) -> list[date]:
    """The months shown, oldest first: a year, but none from before the books began."""
    begun = min(last, books.first_month() or last)
    return [month for month in months.ending_with(last, MONTHS_SHOWN) if month >= begun]


def _fewest(*groups: Persons) -> dict[tuple[date, str], int]:
    """How many stand in the smallest of the groups that a sum is made of, empty ones aside.

    Sibling unions are told what members gave and got by themselves: who takes that from a sum that
    stands here is left with the other group, which has to be large enough of its own.
    """
    found: dict[tuple[date, str], int] = {}
    for group in groups:
        for place, count in group.items():
            if count:
                found[place] = min(count, found.get(place, count))
    return found


def _unit(flow: UnitFlow, came: Persons, went: Persons, least: int) -> UnitReport:
    listed = [row.month for row in flow.rows]
    came_in = _shown([row.came_in for row in flow.rows], came, listed, flow.unit, least)
    went_out = _shown([row.went_out for row in flow.rows], went, listed, flow.unit, least)
    rows = zip(listed, came_in.amounts, went_out.amounts, strict=True)
    return UnitReport(
        unit=flow.unit,
        scale=flow.scale,
        kind=flow.kind,
        rows=tuple(ReportRow(*row) for row in rows),
        came_in=came_in.total,
        went_out=went_out.total,
    )


def _shown(
    amounts: Sequence[int], persons: Persons, listed: Sequence[date], unit: str, least: int
) -> Shown:
    return shown(amounts, [persons.get((month, unit), 0) for month in listed], least)
