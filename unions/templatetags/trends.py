"""How one figure moved from month to month, as a line drawn on the server.

Values are whole numbers, whatever they count; the words beside each are the caller's. A month
whose figure is not known, or not shown, leaves a gap. No line stands alone: the same rows stand
beside it as a table.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from math import ceil
from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from unions.templatetags.moments import short_month

register = template.Library()

WIDTH, PLOT_HEIGHT = 300, 116
ABOVE, BELOW = 24, 28
MONTH_WIDTH, LETTER_WIDTH = 38, 8
# Room over the highest value, as a part of it.
AIR_TENTHS = 11

Spot = tuple[float, float]


class TrendPoint(Protocol):
    """One month."""

    @property
    def month(self) -> date:
        """Any day of the month."""

    @property
    def value(self) -> int | None:
        """Not negative; None where nothing can be shown."""

    @property
    def words(self) -> str:
        """The value as the reader's language writes it."""


class Trend(Protocol):
    """Months, oldest first, and the mark that the line should stay above."""

    @property
    def label(self) -> str:
        """What the drawing shows, for those who do not see it."""

    @property
    def mark(self) -> int:
        """The mark, on the scale of the values."""

    @property
    def mark_words(self) -> str:
        """What the mark means."""

    @property
    def points(self) -> Sequence[TrendPoint]:
        """One point a month."""


@register.simple_tag
def trend_drawn(trend: Trend) -> SafeString:
    """The line with a dot a month; the last value is written, and others where there is room."""
    points = trend.points
    values = [point.value for point in points if point.value is not None]
    top = max([*values, trend.mark, 1]) * AIR_TENTHS
    column = WIDTH / max(len(points), 1)
    spots = [
        None if point.value is None else ((place + 0.5) * column, _height(point.value, top))
        for place, point in enumerate(points)
    ]
    parts = [
        format_html('<path class="zero" d="M0 {0}H{1}"/>', ABOVE + PLOT_HEIGHT, WIDTH),
        _mark(trend, top),
        *_lines(spots),
        _dots(spots),
        _words(points, spots, column),
    ]
    return format_html(
        '<svg class="drawn kind-money" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        ABOVE + PLOT_HEIGHT + BELOW,
        trend.label,
        SafeString("".join(parts)),
    )


def _height(value: int, top: int) -> float:
    return round(ABOVE + PLOT_HEIGHT * (1 - 10 * value / top), 1)


def _mark(trend: Trend, top: int) -> SafeString:
    y = _height(trend.mark, top)
    return format_html(
        '<path class="mark" d="M0 {0}H{1}"/><text class="mark-words" x="0" y="{2}">{3}</text>',
        y,
        WIDTH,
        round(y + 15, 1),
        trend.mark_words,
    )


def _lines(spots: Sequence[Spot | None]) -> list[SafeString]:
    """A line through each run of months that are known."""
    runs = [
        [spot for spot in run if spot is not None]
        for known, run in groupby(spots, key=lambda spot: spot is not None)
        if known
    ]
    return [
        format_html('<path class="line" d="M{}"/>', " ".join(f"{round(x, 1)} {y}" for x, y in run))
        for run in runs
    ]


def _dots(spots: Sequence[Spot | None]) -> SafeString:
    known = [spot for spot in spots if spot is not None]
    return format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>',
        [
            ("dot dot-last" if spot is known[-1] else "dot", round(x, 1), y, 4.5)
            for spot in known
            for x, y in (spot,)
        ],
    )


def _words(points: Sequence[TrendPoint], spots: Sequence[Spot | None], column: float) -> SafeString:
    step, last = ceil(MONTH_WIDTH / column), len(points) - 1
    names = [
        (round((place + 0.5) * column, 1), ABOVE + PLOT_HEIGHT + 20, "", short_month(point.month))
        for place, point in enumerate(points)
        if (last - place) % step == 0
    ]
    values = [
        (_inside(spot[0], words), round(spot[1] - 11, 1), "value", words)
        for place in _told(points)
        for spot, words in ((spots[place], points[place].words),)
        if spot is not None
    ]
    return format_html_join(
        "", '<text x="{}" y="{}" text-anchor="middle" class="{}">{}</text>', [*names, *values]
    )


def _told(points: Sequence[TrendPoint]) -> list[int]:
    """The places whose values are written: the last, the highest, the lowest, the first, where
    there is room."""
    known = [(place, point.value) for place, point in enumerate(points) if point.value is not None]
    if not known:
        return []
    wanted = [known[-1][0]]
    wanted.append(max(known, key=lambda row: row[1])[0])
    wanted.append(min(known, key=lambda row: row[1])[0])
    wanted.append(known[0][0])
    told: list[int] = []
    for place in wanted:
        room = MONTH_WIDTH * len(points) / WIDTH
        if all(abs(place - other) > room for other in told):
            told.append(place)
    return told


def _inside(middle: float, words: str) -> float:
    half = LETTER_WIDTH * len(words) / 2
    return round(min(max(middle, half), WIDTH - half), 1)
