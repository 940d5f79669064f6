"""Days and moments read as in the reader's language, in the union's zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from unions.templatetags import moments

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("language", "written"), [("en", "Tue 1 Dec"), ("es", "mar, 1 dic"), ("de", "Di., 1. Dez.")]
)
def test_day(language: str, written: str) -> None:
    with override(language):
        assert moments.day(DAY) == written


def test_other_ways_to_write_a_day() -> None:
    with override("en"):
        assert moments.long_day(DAY) == "Tuesday 1 December"
        assert moments.short_day(DAY) == "1 Dec"
        assert moments.full_day(DAY) == "1 December 2026"
        assert moments.month(DAY) == "December 2026"
        assert (moments.weekday(DAY), moments.short_weekday(DAY)) == ("Tuesday", "Tue")
        assert moments.machine_time(DAY) == "2026-12-01"


def test_a_moment_is_told_in_the_unions_zone() -> None:
    late = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    with override("en"), timezone.override(ZoneInfo("Europe/Berlin")):
        assert moments.moment(late) == "Tue 1 Dec, 00:30"
        assert moments.machine_time(late) == "2026-12-01T00:30:00+01:00"


@pytest.mark.parametrize(
    ("at", "near"),
    [
        (date(2026, 11, 30), "today"),
        (date(2026, 12, 1), "tomorrow"),
        (date(2026, 11, 29), "yesterday"),
        (date(2026, 12, 3), "in 3 days"),
        (date(2026, 11, 28), "2 days ago"),
        (date(2026, 12, 24), ""),
    ],
)
@time_machine.travel("2026-11-30 18:00 +0000", tick=False)
def test_distance(at: date, near: str) -> None:
    with override("en"):
        assert moments.distance(at) == near


@time_machine.travel("2026-11-30 18:00 +0000", tick=False)
def test_until_says_day_time_and_distance() -> None:
    at = datetime(2026, 12, 3, 20, 0, tzinfo=UTC)
    with override("en"), timezone.override(UTC):
        assert moments.until(at) == "until Thu 3 Dec, 20:00 (in 3 days)"
        assert moments.until(date(2027, 2, 1)) == "until Mon 1 Feb"


def test_weeks_are_turned_so_that_weekdays_are_rows() -> None:
    assert moments.by_weekday([[1, 2, 3], [4, 5, 6]]) == [(1, 4), (2, 5), (3, 6)]
