"""Who is alive."""

from datetime import datetime, timedelta

from unions.courier.models.pulse import Pulse

JOURNEY = "journey"
STALE = timedelta(minutes=3)


def age(name: str, *, now: datetime) -> timedelta | None:
    """How long ago a process last said that it lives; None when it never did."""
    row = Pulse.objects.filter(name=name).first()
    return None if row is None else now - row.beat_at


def is_alive(name: str, *, now: datetime) -> bool:
    """True while the pulse is at most three minutes old."""
    found = age(name, now=now)
    return found is not None and found <= STALE
