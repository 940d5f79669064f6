"""When nights are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from federation.log.rules import seal_times

LONDON = ZoneInfo("Europe/London")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_the_hour_is_spread_by_name() -> None:
    assert seal_times.seal_time("02:00", "a.example").hour == 2
    assert seal_times.seal_time("23:59", "a.example").hour in {23, 0}


@given(MOMENTS)
def test_the_next_seal_is_within_a_day_and_a_change_of_clocks(last: datetime) -> None:
    due = seal_times.next_seal(last=last, seal_at="02:00", authority="a.example", zone=LONDON)

    assert last < due <= last + timedelta(hours=25)


@given(MOMENTS)
def test_the_next_pull_is_within_a_day(after: datetime) -> None:
    due = seal_times.next_pull(after=after, seal_utc="02:17", own="a.example", peer="b.example")

    assert after < due <= after + timedelta(days=1)
    assert timedelta(minutes=10) <= due - due.replace(hour=2, minute=17) < timedelta(minutes=100)
