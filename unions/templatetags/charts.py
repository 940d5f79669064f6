"""Charts drawn on the server: inline SVG with its sizes in attributes, so that no style is inline.

A chart shows one kind in one unit. What came in (or was given) is filled with the kind's pattern,
what went out (or was received) is an outline, both on one scale. No chart stands alone: the same
rows stand beside it as a table. Rows are any objects with the attributes named here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Protocol, cast

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from unions.templatetags.amounts import InUnits, figures, in_unit, unit_name
from unions.templatetags.kinds import kind_code, kind_of
from unions.templatetags.moments import month, short_month

register = template.Library()

# x, y, anchor, class and words of one text in a drawing.
Text = tuple[float, float, str, str, str]

WIDTH = 300
PLOT_HEIGHT = 104
LABEL_HEIGHT = 18
NAMES_WIDTH = 108
BAR_WIDTH_MAX = 26
ROW_HEIGHT = 40
LETTER_WIDTH = 8
# The widest short name of a month, and a gap.
MONTH_WIDTH = 38


class MonthRow(Protocol):
    """One month: amounts in the smallest part of the chart's unit, never negative."""

    @property
    def month(self) -> date:
        """Any day of the month."""

    @property
    def came_in(self) -> int:
        """What came in."""

    @property
    def went_out(self) -> int:
        """What went out."""


class MonthChart(Protocol):
    """Months of one kind in one unit, oldest first."""

    @property
    def kind(self) -> str:
        """The kind's code."""

    @property
    def unit(self) -> str:
        """The unit's code."""

    @property
    def rows(self) -> Sequence[MonthRow]:
        """One row a month."""


class UnionRow(Protocol):
    """One union: amounts in the smallest part of the chart's unit, never negative."""

    @property
    def name(self) -> str:
        """The union's name."""

    @property
    def given(self) -> int | None:
        """What it gave; None where too few people stand behind the figure."""

    @property
    def received(self) -> int | None:
        """What it received; None where nothing can be received in this unit."""


class UnionChart(Protocol):
    """Unions side by side, one kind in one unit."""

    @property
    def kind(self) -> str:
        """The kind's code."""

    @property
    def unit(self) -> str:
        """The unit's code."""

    @property
    def rows(self) -> Sequence[UnionRow]:
        """One row a union."""


@dataclass(frozen=True)
class Cell:
    """One figure of the table that stands beside the charts."""

    amount: int
    unit: str
    url: str
    written: str


@register.simple_tag
def meter(kind: str, value: int, of: int) -> SafeString:
    """A bar filled to `value` of `of`; the words beside it say the same."""
    share = 0 if of <= 0 else max(0, min(100, round(100 * value / of, 2)))
    full = format_html(
        '<rect class="full" width="{}%" height="100%" rx="4" fill="url(#pattern-{})"/>',
        share,
        kind_code(kind),
    )
    gap = format_html('<rect class="gap" x="{}%" width="2" height="100%"/>', share)
    return format_html(
        '<svg class="meter kind-{}" aria-hidden="true">'
        '<rect class="well" width="100%" height="100%" rx="4"/>{}{}</svg>',
        kind_code(kind),
        full if share else "",
        gap if 0 < share < 100 else "",  # noqa: PLR2004 - neither empty nor full
    )


@register.simple_tag
def months_drawn(chart: MonthChart) -> SafeString:
    """Bars above and below one zero line, a column per month; the highest and last are labelled."""
    rows = chart.rows
    most_in = max((row.came_in for row in rows), default=0)
    most_out = max((row.went_out for row in rows), default=0)
    scale = PLOT_HEIGHT / max(most_in + most_out, 1)
    zero = LABEL_HEIGHT + most_in * scale
    height = zero + most_out * scale + LABEL_HEIGHT * 2
    column = WIDTH / max(len(rows), 1)
    bars = [
        _month_bars(row, left=place * column, column=column, zero=zero, scale=scale, chart=chart)
        for place, row in enumerate(rows)
    ]
    words = _month_names([row.month for row in rows], column, height)
    values = [
        *_values([row.came_in for row in rows], chart, column, zero - 6, -scale),
        *_values([row.went_out for row in rows], chart, column, zero + 15, scale),
    ]
    line = format_html('<path class="zero" d="M0 {0}H{1}"/>', round(zero, 1), WIDTH)
    return _drawing(chart, height, [*bars, line, _texts(words + values)])


def _middle(place: int, column: float) -> float:
    return round((place + 0.5) * column, 1)


def _month_names(months: Sequence[date], column: float, height: float) -> list[Text]:
    """The names under the columns; where they would touch, every second or third, and the last."""
    step = ceil(MONTH_WIDTH / column)
    last = len(months) - 1
    return [
        (_middle(place, column), round(height - 4, 1), "middle", "", short_month(month))
        for place, month in enumerate(months)
        if (last - place) % step == 0
    ]


def _month_bars(
    row: MonthRow, *, left: float, column: float, zero: float, scale: float, chart: MonthChart
) -> SafeString:
    width = round(min(BAR_WIDTH_MAX, column * 0.6), 1)
    x = round(left + (column - width) / 2, 1)
    parts = []
    if row.came_in:
        tall = round(row.came_in * scale, 2)
        parts.append(_bar("in", x, round(zero - tall, 2), width, tall, kind_code(chart.kind)))
    if row.went_out:
        tall = round(row.went_out * scale, 2)
        parts.append(_bar("out", x, round(zero + 1.5, 2), width, tall, ""))
    return SafeString("".join(parts))


def _bar(name: str, x: float, y: float, width: float, height: float, kind: str) -> SafeString:
    fill = format_html(' fill="url(#pattern-{})"', kind) if kind else ""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"{}/>',
        name,
        x,
        y,
        width,
        height,
        fill,
    )


def _values(
    amounts: Sequence[int], chart: MonthChart, column: float, base: float, step: float
) -> list[Text]:
    """Labels for the last amount and for the highest, unless the two would touch."""
    if not amounts or not max(amounts):
        return []
    last = len(amounts) - 1
    highest = amounts.index(max(amounts))
    label = _value(amounts, highest, chart, column, base, step)
    if not amounts[last] or last == highest:
        return [label]
    newest = _value(amounts, last, chart, column, base, step)
    room = LETTER_WIDTH * (len(label[4]) + len(newest[4])) / 2 + 8
    return [label, newest] if newest[0] - label[0] > room else [newest]


def _value(
    amounts: Sequence[int], place: int, chart: MonthChart, column: float, base: float, step: float
) -> Text:
    """A label beyond its bar and those beside it that it reaches over; moved inwards where it
    would leave the drawing."""
    words = _written(amounts[place], chart)
    half = LETTER_WIDTH * len(words) / 2
    x = min(max(_middle(place, column), half), WIDTH - half)
    covered = amounts[max(0, int((x - half) / column)) : ceil((x + half) / column)]
    return (round(x, 1), round(base + max(covered) * step, 1), "middle", "value", words)


def _written(amount: int, chart: MonthChart | UnionChart) -> str:
    """The number; a chart of the books says itself how many digits stand behind the point."""
    if hasattr(chart, "scale"):
        return figures(amount, cast("InUnits", chart))
    return in_unit(amount, chart.unit)


def _texts(words: Sequence[Text]) -> SafeString:
    return format_html_join("", '<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>', words)


def _drawing(
    chart: MonthChart | UnionChart, height: float, parts: Sequence[SafeString]
) -> SafeString:
    words = gettext("%(kind)s, in %(unit)s. The same numbers stand in the table below.")
    return format_html(
        '<svg class="drawn kind-{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        kind_code(chart.kind),
        WIDTH,
        round(height, 1),
        words % {"kind": kind_of(chart.kind).word, "unit": unit_name(chart.unit)},
        SafeString("".join(parts)),
    )


@register.simple_tag
def unions_drawn(chart: UnionChart) -> SafeString:
    """Two bars a union: filled for what it gave, an outline for what it received."""
    most = max((max(row.given or 0, row.received or 0) for row in chart.rows), default=0)
    longest = len(in_unit(most, chart.unit))
    room = WIDTH - NAMES_WIDTH - LETTER_WIDTH * longest - 12
    parts: list[SafeString] = []
    for place, row in enumerate(chart.rows):
        top = place * ROW_HEIGHT + 4
        parts += _union_bars(chart, row, top=top, scale=room / max(most, 1))
    height = max(len(chart.rows), 1) * ROW_HEIGHT
    line = format_html('<path class="zero" d="M{0} 0V{1}"/>', NAMES_WIDTH, height)
    return _drawing(chart, height, [*parts, line])


def _union_bars(chart: UnionChart, row: UnionRow, *, top: int, scale: float) -> list[SafeString]:
    parts = []
    words: list[Text] = [(0, top + 20, "start", "", row.name)]
    # One bar alone stands beside the name.
    first = top if row.received is not None else top + 10
    for name, amount, y in (("in", row.given, first), ("out", row.received, top + 16)):
        if amount is None:
            if name == "in":
                words.append((NAMES_WIDTH + 8, y + 10, "start", "", gettext("too few to show")))
            continue
        long = round(amount * scale, 2)
        kind = kind_code(chart.kind) if name == "in" else ""
        if amount:
            parts.append(_bar(name, NAMES_WIDTH + 1.5, y, long, 11, kind))
        end = round(NAMES_WIDTH + long + 8, 1)
        words.append((end, y + 10, "start", "value" if amount else "", in_unit(amount, chart.unit)))
    return [*parts, _texts(words)]


@register.filter
def hides_some(charts: Sequence[MonthChart]) -> bool:
    """True when a month of a chart stands empty because too few people stand behind it."""
    return any(getattr(chart, "has_hidden", False) for chart in charts)


def _cell(amount: int, chart: MonthChart | UnionChart, url: str) -> Cell:
    return Cell(amount, chart.unit, url, _written(amount, chart))


@register.filter
def months_table(charts: Sequence[MonthChart]) -> list[tuple[str, list[Cell]]]:
    """The charts' months as rows: the month, then what came in and went out for each chart."""
    return [
        (
            month(rows[0].month),
            [
                cell
                for chart, row in zip(charts, rows, strict=True)
                for cell in (
                    _cell(row.came_in, chart, getattr(row, "came_in_url", "")),
                    _cell(row.went_out, chart, getattr(row, "went_out_url", "")),
                )
            ],
        )
        for rows in zip(*(chart.rows for chart in charts), strict=True)
    ]


@register.filter
def unions_table(charts: Sequence[UnionChart]) -> list[tuple[str, list[Cell]]]:
    """The charts' unions as rows: the name, then given and received for each chart."""
    return [
        (
            rows[0].name,
            [
                cell
                for chart, row in zip(charts, rows, strict=True)
                for cell in (
                    _cell(row.given or 0, chart, getattr(row, "given_url", "")),
                    _cell(row.received or 0, chart, getattr(row, "received_url", "")),
                )
            ],
        )
        for rows in zip(*(chart.rows for chart in charts), strict=True)
    ]
