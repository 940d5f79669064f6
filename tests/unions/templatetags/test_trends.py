"""A trend shows what its points hold, to scale, with gaps where nothing can be shown."""

import itertools
import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tests.unions.templatetags.test_charts import compiled
from unions.templatetags.trends import trend_drawn

DOT = re.compile(r'<circle class="([^"]+)" cx="([\d.]+)" cy="([\d.]+)"')
LINE = re.compile(r'class="line" d="M([^"]+)"')
VALUE = re.compile(r'class="value">([^<]+)<')


@dataclass(frozen=True)
class Point:
    month: date
    value: int | None
    words: str


@dataclass(frozen=True)
class Trend:
    points: list[Point]
    label: str = "Months covered"
    mark: int = 20
    mark_words: str = "the mark"


def trend(*values: int | None) -> Trend:
    return Trend(
        [
            Point(date(2026, place + 1, 1), value, "" if value is None else f"{value / 10}")
            for place, value in enumerate(values)
        ]
    )


def drawn(*values: int | None) -> str:
    with override("en"):
        return trend_drawn(trend(*values))


def test_higher_values_stand_higher_and_the_last_dot_is_marked() -> None:
    dots = DOT.findall(drawn(10, 30, 20))
    heights = [float(y) for _, _, y in dots]
    assert heights[1] < heights[2] < heights[0]
    assert [name for name, _, _ in dots] == ["dot", "dot", "dot dot-last"]


def test_values_stand_to_one_scale_with_the_mark() -> None:
    picture = drawn(10, 40)
    heights = [float(y) for _, _, y in DOT.findall(picture)]
    zero = float(re.search(r'class="zero" d="M0 ([\d.]+)', picture)[1])  # type: ignore[index]
    mark = float(re.search(r'class="mark" d="M0 ([\d.]+)', picture)[1])  # type: ignore[index]
    assert (zero - heights[1]) / (zero - heights[0]) == pytest.approx(4, rel=0.01)
    assert (zero - mark) / (zero - heights[0]) == pytest.approx(2, rel=0.01)


def test_what_cannot_be_shown_is_a_gap() -> None:
    picture = drawn(30, 31, None, 33, 34)
    assert len(DOT.findall(picture)) == 4
    assert [len(line.split(" ")) // 2 for line in LINE.findall(picture)] == [2, 2]


def test_the_last_value_is_always_written_and_no_two_touch() -> None:
    picture = drawn(*[30 + place for place in range(12)])
    assert VALUE.findall(picture)[0] == "4.1"
    places = sorted(
        float(x) for x in re.findall(r'<text x="([\d.]+)" y="[\d.]+"[^>]*class="value"', picture)
    )
    assert all(later - sooner > 30 for sooner, later in itertools.pairwise(places))


def test_months_are_named_where_there_is_room() -> None:
    names = re.findall(r'class="">([A-Za-z]+)<', drawn(*range(12)))
    assert names == ["Feb", "Apr", "Jun", "Aug", "Oct", "Dec"]


@pytest.mark.parametrize("values", [(), (None, None), (0, 0)])
def test_nothing_to_show_is_drawn_without_failing(values: tuple[int | None, ...]) -> None:
    assert "<svg" in drawn(*values)


def test_words_cannot_break_out_of_the_drawing() -> None:
    spoilt = Trend([Point(date(2026, 1, 1), 1, "<script>")], label='"<script>', mark_words="<b>")
    picture = trend_drawn(spoilt)
    assert "<script>" not in picture
    assert "<b>" not in picture
    assert "style=" not in picture


def test_the_page_shows_it_as_a_figure() -> None:
    shown = Template(compiled('<c-trend :trend="trend" />')).render(Context({"trend": trend(1, 2)}))
    assert shown.count('<svg class="drawn') == 1
    assert 'aria-label="Months covered"' in shown
