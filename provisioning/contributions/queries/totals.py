"""What all members together gave: sums by month and unit, never who gave what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, Sum

from provisioning.contributions.models.contribution import Contribution, ContributionQuerySet
from provisioning.contributions.queries.contributions import Entry, own_month
from provisioning.contributions.rules.kinds import TAB_OF, Tab
from provisioning.contributions.rules.months import after
from provisioning.measures import Quantity, Unit
from provisioning.wording import title_of
from unions.founding.queries.union_policies import whole

RowsAt = Callable[[date], str]


@dataclass(frozen=True)
class Cell:
    """One month of one unit. An entry and its reversal both count, so `came_in` less `went_out`
    is what stands. Both are None where too few people stand behind the figure."""

    month: date
    came_in: Quantity | None
    went_out: Quantity | None

    @property
    def is_hidden(self) -> bool:
        """True where fewer people stand behind the figure than may be shown."""
        return self.came_in is None

    @property
    def net(self) -> Quantity | None:
        """What stands, or None where hidden."""
        if self.came_in is None or self.went_out is None:
            return None
        return self.came_in - self.went_out


@dataclass(frozen=True)
class MonthRow:
    """A month of a chart, in the smallest part of its unit."""

    month: date
    came_in: int
    went_out: int
    came_in_url: str
    went_out_url: str


@dataclass(frozen=True)
class MonthChart:
    """Months of one unit, oldest first."""

    kind: str
    unit: str
    rows: list[MonthRow]
    has_hidden: bool


@dataclass(frozen=True)
class Line:
    """A unit's total of a month, the reader's own rows in it, and all others as one."""

    unit: Unit
    title: str
    tab: Tab
    total: Quantity | None
    own: list[Entry]
    private_count: int
    private: Quantity | None


def by_month(months: list[date]) -> dict[Unit, list[Cell]]:
    """For every unit that occurs, one cell per month, in order; empty months hold nothing."""
    return _cells(Contribution.objects.all(), months, whole("needs.min_cell"))


def own_by_month(*, person_id: UUID, months: list[date]) -> dict[Unit, list[Cell]]:
    """The same of one person's own entries; nothing is hidden from oneself."""
    return _cells(Contribution.objects.of(person_id), months, 0)


def _cells(rows: ContributionQuerySet, months: list[date], floor: int) -> dict[Unit, list[Cell]]:
    found = {
        (Unit(unit), date(year, month, 1)): (came_in or 0, -(went_out or 0), people)
        for unit, year, month, came_in, went_out, people in _sums(rows, months)
    }
    occurring = {unit for unit, _month in found}
    return {
        unit: [_cell(unit, month, found.get((unit, month)), floor) for month in months]
        for unit in Unit
        if unit in occurring
    }


def charts(*, months: list[date], rows_at: RowsAt) -> list[MonthChart]:
    """One chart per unit of what all gave; months with too few people stand empty. `rows_at`
    gives the address of a month's rows."""
    return [_chart(unit, cells, rows_at) for unit, cells in by_month(months).items()]


def own_charts(*, person_id: UUID, months: list[date], rows_at: RowsAt) -> list[MonthChart]:
    """One chart per unit of what one person gave."""
    cells = own_by_month(person_id=person_id, months=months)
    return [_chart(unit, row, rows_at) for unit, row in cells.items()]


def hours_given(month: date) -> Quantity | None:
    """Hours of work and care of all members in a month; None where too few people gave."""
    cells = by_month([month]).get(Unit.MINUTE)
    return cells[0].net if cells else Quantity(0, Unit.MINUTE)


def month_lines(*, month: date, person_id: UUID) -> list[Line]:
    """The month's totals, each with the rows it adds up from, as far as the reader may see."""
    own = own_month(person_id=person_id, month=month).entries
    counts = dict(
        Contribution.objects.between(month, after(month))
        .exclude(person_id=person_id)
        .values_list("unit")
        .annotate(rows=Count("id"))
    )
    lines = []
    for unit, (cell,) in by_month([month]).items():
        mine = [entry for entry in own if entry.amount.unit is unit]
        given = sum(entry.amount.amount for entry in mine)
        private = None if cell.net is None else cell.net - Quantity(given, unit)
        lines.append(
            Line(unit, title_of(unit), TAB_OF[unit], cell.net, mine, counts.get(unit, 0), private)
        )
    return lines


def _sums(
    rows: ContributionQuerySet, months: list[date]
) -> list[tuple[str, int, int, int | None, int | None, int]]:
    sums = (
        rows.between(months[0], after(months[-1]))
        .values_list("unit", "given_on__year", "given_on__month")
        .annotate(
            came_in=Sum("quantity", filter=Q(quantity__gt=0)),
            went_out=Sum("quantity", filter=Q(quantity__lt=0)),
            people=Count("person", distinct=True),
        )
    )
    return list(sums)


def _cell(unit: Unit, month: date, found: tuple[int, int, int] | None, floor: int) -> Cell:
    came_in, went_out, people = found or (0, 0, 0)
    if 0 < people < floor:
        return Cell(month, None, None)
    return Cell(month, Quantity(came_in, unit), Quantity(went_out, unit))


def _chart(unit: Unit, cells: list[Cell], rows_at: RowsAt) -> MonthChart:
    rows = [
        MonthRow(
            cell.month,
            cell.came_in.amount if cell.came_in else 0,
            cell.went_out.amount if cell.went_out else 0,
            rows_at(cell.month),
            rows_at(cell.month),
        )
        for cell in cells
    ]
    return MonthChart(TAB_OF[unit], unit.value, rows, any(cell.is_hidden for cell in cells))
