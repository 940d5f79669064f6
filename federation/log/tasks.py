"""The clock of the log: when it is time, the sealer seals."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from federation.log.actions import seals
from federation.log.queries import key_statements
from federation.log.queries import seals as known
from federation.log.rules.seal_times import next_seal
from federation.wire import identity
from unions.schedule import periodic

DEMO_TICK, TICK = timedelta(seconds=10), timedelta(minutes=1)


# On the network lane, since the sealer's two steps are two transactions of their own.
@periodic(
    "log.seal",
    every=DEMO_TICK if identity.demo_night_seconds() else TICK,
    catch_up="last",
    lane="network",
)
def seal(_due_at: datetime) -> None:
    """Finish what a crash left, then seal if the night has come or something urgent waits."""
    if not identity.is_set_up() or not key_statements.chain():
        return
    now = identity.now()
    _finish_and_seal(now, is_time=known.has_urgent_lines() or _night_has_come(now))


def _finish_and_seal(now: datetime, *, is_time: bool) -> None:
    seals.sign(now=now)
    if is_time:
        seals.place(now=now)
        seals.sign(now=now)


def _night_has_come(now: datetime) -> bool:
    """True when the nightly moment has passed since the last seal."""
    last = known.last_sealed_at(key_statements.newest().epoch)
    demo_night = identity.demo_night_seconds()
    if demo_night and last is not None:
        return now >= last + timedelta(seconds=demo_night)
    zone = ZoneInfo(settings.TIME_ZONE)
    at = str(settings.FEDERATION["seal_at"])
    return now >= next_seal(last=last, seal_at=at, authority=identity.authority(), zone=zone)
