"""Months and when they may be told."""

from datetime import date

from federation.summaries.rules import periods


def test_months_have_their_first_and_last_day() -> None:
    february = periods.by_key("2028-02")

    assert (february.first_on, february.last_on) == (date(2028, 2, 1), date(2028, 2, 29))
    assert february.after_on == date(2028, 3, 1)
    assert periods.before(february).key == "2028-01"


def test_a_month_is_told_once_it_is_over_for_two_days() -> None:
    assert [p.key for p in periods.closed(today=date(2026, 12, 2), quiet_days=2, back=2)] == [
        "2026-09",
        "2026-10",
    ]
    assert [p.key for p in periods.closed(today=date(2026, 12, 3), quiet_days=2, back=2)] == [
        "2026-10",
        "2026-11",
    ]


def test_close_out_is_eight_weeks_after() -> None:
    october = periods.by_key("2026-10")

    assert not periods.is_at_close_out(october, today=date(2026, 12, 25))
    assert periods.is_at_close_out(october, today=date(2026, 12, 26))
