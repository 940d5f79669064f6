"""The page "Hub and unions": unions, and what they have told side by side or month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from federation.following.queries import sights
from federation.following.queries.sights import Sight
from federation.following.rules.figures import Amounts, Measure, amounts, measures_in, month_of

MONTHS_SHOWN = 6
# As many as have room for their names in one chart.
MONTHS_OF_ONE = 9


@dataclass(frozen=True)
class UnionBar:
    """One union in a chart; None where too few stand behind a figure, or nothing goes out."""

    name: str
    given: int | None
    received: int | None


@dataclass(frozen=True)
class UnionChart:
    """Unions side by side."""

    kind: str
    unit: str
    rows: Sequence[UnionBar]


@dataclass(frozen=True)
class Line:
    """One union in the table: per measure what was given and what went out."""

    name: str
    members: int | None
    amounts: Sequence[tuple[Measure, Amounts]]


@dataclass(frozen=True)
class Hub:
    """The whole page."""

    unions: Sequence[Sight]
    regions: int
    members: int
    month: date | None
    months: Sequence[date]
    measures: Sequence[Measure]
    charts: Sequence[UnionChart]
    lines: Sequence[Line]


@dataclass(frozen=True)
class MonthBar:
    """One month of one union in a chart."""

    month: date
    came_in: int
    went_out: int


@dataclass(frozen=True)
class MonthChart:
    """One union's months, oldest first."""

    kind: str
    unit: str
    rows: Sequence[MonthBar]


def page(wanted: str) -> Hub:
    """The hub in a month `YYYY-MM`, the newest that anyone has told if there is none of it."""
    unions = sights.every()
    months = months_told(unions)
    month = month_of(wanted) if month_of(wanted) in months else (months[-1] if months else None)
    bodies = {sight.place: _body(sight, month) for sight in unions}
    measures = measures_in(list(bodies.values()))
    return Hub(
        unions=unions,
        regions=len({sight.region for sight in unions}),
        members=sum(sight.members or 0 for sight in unions),
        month=month,
        months=months[-MONTHS_SHOWN:],
        measures=measures,
        charts=[_chart(measure, unions, bodies) for measure in measures],
        lines=[
            Line(s.name, s.members, [(m, amounts(bodies[s.place], m)) for m in measures])
            for s in unions
        ],
    )


def months_told(unions: Sequence[Sight]) -> list[date]:
    """The months that at least one union has told, oldest first."""
    keys = {key for sight in unions for key in sight.summaries}
    return sorted(month for month in map(month_of, keys) if month is not None)


def year_of(sight: Sight) -> list[MonthChart]:
    """What one union has told of its last months."""
    months = months_told([sight])[-MONTHS_OF_ONE:]
    bodies = [_body(sight, month) for month in months]
    return [
        MonthChart(
            measure.kind,
            measure.unit,
            [
                MonthBar(month, found.given or 0, found.received or 0)
                for month, body in zip(months, bodies, strict=True)
                for found in [amounts(body, measure)]
            ],
        )
        for measure in measures_in(bodies)
    ]


def _body(sight: Sight, month: date | None) -> Mapping[str, Any]:
    return sight.summaries.get(f"{month:%Y-%m}", {}) if month else {}


def _chart(
    measure: Measure, unions: Sequence[Sight], bodies: Mapping[str, Mapping[str, Any]]
) -> UnionChart:
    rows = []
    for sight in unions:
        found = amounts(bodies[sight.place], measure)
        rows.append(UnionBar(sight.name, found.given, found.received))
    return UnionChart(measure.kind, measure.unit, rows)
