"""Charts show what their rows hold, to scale, and never without the table."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override
from django_cotton.compiler_regex import CottonCompiler

from unions.templatetags.charts import meter, months_drawn, months_table, unions_drawn, unions_table

RECT = re.compile(
    r'<rect class="(in|out)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"'
)


@dataclass(frozen=True)
class Month:
    month: date
    came_in: int
    went_out: int
    came_in_url: str = ""


@dataclass(frozen=True)
class Union:
    name: str
    given: int
    received: int | None


@dataclass(frozen=True)
class Months:
    kind: str
    unit: str
    rows: list[Month]


@dataclass(frozen=True)
class Unions:
    kind: str
    unit: str
    rows: list[Union]


HOURS = Months(
    "hours",
    "min",
    [
        Month(date(2026, 9, 1), 14_400, 2_400),
        Month(date(2026, 10, 1), 0, 0),
        Month(date(2026, 11, 1), 7_200, 1_200, "/u/harbour/contributions/?month=2026-11"),
    ],
)
GOODS = Unions("goods", "g", [Union("Alder Vale", 820_000, 0), Union("Millrace", 0, 400_000)])


def test_bars_stand_to_one_scale_and_an_empty_month_has_none() -> None:
    bars = RECT.findall(months_drawn(HOURS))
    assert [bar[0] for bar in bars] == ["in", "out", "in", "out"]
    heights = [float(bar[4]) for bar in bars]
    assert heights[0] / heights[2] == pytest.approx(2, rel=0.01)
    assert heights[0] / heights[1] == pytest.approx(6, rel=0.01)


def test_what_came_in_ends_on_the_line_under_which_the_rest_hangs() -> None:
    drawn = months_drawn(HOURS)
    zero = float(re.search(r'd="M0 ([\d.]+)H', drawn)[1])  # type: ignore[index]
    for name, _x, y, _width, height in RECT.findall(drawn):
        if name == "in":
            assert float(y) + float(height) == pytest.approx(zero, abs=0.1)
        else:
            assert float(y) >= zero


def test_a_months_chart_labels_the_highest_and_the_last() -> None:
    with override("en"):
        drawn = months_drawn(HOURS)
    labels = re.findall(r'class="value">([^<]+)<', drawn)
    assert labels == ["240", "120", "40", "20"]
    assert 'role="img"' in drawn
    assert "Hours, in h" in drawn


def test_a_chart_without_rows_or_amounts_is_drawn_without_failing() -> None:
    assert "<svg" in months_drawn(Months("goods", "g", []))
    empty = Months("goods", "g", [Month(date(2026, 9, 1), 0, 0)])
    assert RECT.findall(months_drawn(empty)) == []


def test_unions_side_by_side_to_one_scale_with_every_value_written() -> None:
    with override("en"):
        drawn = unions_drawn(GOODS)
    bars = RECT.findall(drawn)
    assert float(bars[0][3]) / float(bars[1][3]) == pytest.approx(2.05, rel=0.01)
    assert re.findall(r">([\d,]+)</text>", drawn) == ["820", "0", "0", "400"]


def test_one_bar_alone_stands_beside_the_name_and_two_around_it() -> None:
    with override("en"):
        drawn = unions_drawn(Unions("goods", "g", [Union("One", 5, None), Union("Two", 5, 5)]))
    name, alone, other, given, received = (
        float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)"', drawn)
    )
    assert alone == name
    assert given < other < received


def test_a_name_cannot_break_out_of_the_drawing() -> None:
    drawn = unions_drawn(Unions("goods", "g", [Union("<script>", 1, 1)]))
    assert "<script>" not in drawn


@pytest.mark.parametrize(("value", "of", "width"), [(6, 10, "60.0%"), (12, 10, "100%")])
def test_a_meter_is_as_full_as_its_words_say(value: int, of: int, width: str) -> None:
    assert f'class="full" width="{width}"' in meter("goods", value, of)


@pytest.mark.parametrize("of", [0, 10])
def test_a_meter_of_nothing_is_empty(of: int) -> None:
    assert 'class="full"' not in meter("goods", 0, of)


def test_nothing_is_styled_inside_the_drawings() -> None:
    drawn = meter("goods", 1, 2) + months_drawn(HOURS) + unions_drawn(GOODS)
    assert "style=" not in drawn


def test_the_table_holds_the_rows_and_its_sums_are_theirs() -> None:
    with override("en"):
        table = months_table([HOURS])
    assert [name for name, _cells in table] == ["September 2026", "October 2026", "November 2026"]
    assert sum(cells[0].amount for _name, cells in table) == 21_600
    assert sum(cells[1].amount for _name, cells in table) == 3_600
    assert table[2][1][0].url == "/u/harbour/contributions/?month=2026-11"


def test_charts_over_different_rows_cannot_share_a_table() -> None:
    with pytest.raises(ValueError, match="shorter"):
        unions_table([GOODS, Unions("hours", "min", [Union("Alder Vale", 1, 1)])])


def test_the_page_shows_chart_sentence_and_table_together() -> None:
    page = '<c-months :charts="charts" sentence="Most came in September." />'
    with override("en"):
        shown = Template(compiled(page)).render(Context({"charts": [HOURS]}))
    assert shown.count('<svg class="drawn') == 1
    assert "Most came in September." in shown
    assert "<details" in shown
    assert shown.count("<tr>") == 2 + 3
    assert re.search(r'href="/u/harbour/contributions/\?month=2026-11"\s*>\s*120\s*</a>', shown)


@dataclass(frozen=True)
class Books(Months):
    scale: int = 0


def test_a_year_names_every_second_month_and_the_last() -> None:
    year = [Month(date(2026, place, 1), 100 * place, 0) for place in range(1, 13)]
    with override("en"):
        picture = months_drawn(Months("money", "GBP", year))
    assert re.findall(r'class="">([A-Za-z]+)<', picture) == [
        "Feb",
        "Apr",
        "Jun",
        "Aug",
        "Oct",
        "Dec",
    ]


def test_a_label_stands_clear_of_the_bars_that_it_reaches_over() -> None:
    months = [Month(date(2026, 10, 1), 0, 900_000), Month(date(2026, 11, 1), 0, 100)]
    twelve = [Month(date(2026, place, 1), 0, 900_000) for place in range(1, 11)] + months
    with override("en"):
        picture = months_drawn(Months("money", "GBP", twelve))
    label = re.search(r'y="([\d.]+)"[^>]*class="value">1\.00<', picture)
    assert label is not None
    lowest = max(float(y) + float(height) for _, _, y, _, height in RECT.findall(picture))
    assert float(label[1]) > lowest


def test_a_unit_of_the_books_is_written_with_its_own_digits() -> None:
    kilos = Books("goods", "kg", [Month(date(2026, 11, 1), 1_500, 0)], scale=3)
    with override("en"):
        assert ">1.500<" in months_drawn(kilos)
        assert [cell.written for cell in months_table([kilos])[0][1]] == ["1.500", "0.000"]


def compiled(page: str) -> str:
    """A page with components, as the loader hands it to Django."""
    return str(CottonCompiler().process(page))
