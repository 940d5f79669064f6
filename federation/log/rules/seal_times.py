"""When a night is: the time of sealing, spread over the hour by the name of the instance."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from federation.protocol.canonical import sha256

SPREAD_MINUTES = 60
PULL_AFTER = timedelta(minutes=10)
PULL_SPREAD_MINUTES = 90


def minutes_of(text: str, spread: int) -> int:
    """A share of `spread` minutes that is always the same for one text."""
    return int.from_bytes(sha256(text.encode())[:4]) % spread


def seal_time(seal_at: str, authority: str) -> time:
    """The local time of the nightly seal; `seal_at` is "hh:mm"."""
    hour, minute = map(int, seal_at.split(":"))
    total = hour * 60 + minute + minutes_of(authority, SPREAD_MINUTES)
    return time(total // 60 % 24, total % 60)


def next_seal(*, last: datetime | None, seal_at: str, authority: str, zone: ZoneInfo) -> datetime:
    """The first nightly moment after the last seal; long ago when nothing was sealed yet."""
    if last is None:
        return datetime(2000, 1, 1, tzinfo=zone)
    local = last.astimezone(zone)
    tonight = datetime.combine(local.date(), seal_time(seal_at, authority), tzinfo=zone)
    return tonight if tonight > local else tonight + timedelta(days=1)


def next_pull(*, after: datetime, seal_utc: str, own: str, peer: str) -> datetime:
    """The first nightly pull after a moment; `seal_utc` is the peer's "hh:mm" in UTC."""
    hour, minute = map(int, seal_utc.split(":"))
    offset = PULL_AFTER + timedelta(minutes=minutes_of(f"{own}\n{peer}", PULL_SPREAD_MINUTES))
    due = after.replace(hour=hour, minute=minute, second=0, microsecond=0) + offset
    while due - timedelta(days=1) > after:
        due -= timedelta(days=1)
    while due <= after:
        due += timedelta(days=1)
    return due
