"""The clock of summaries: each union tells its sums at night, on its own clock."""

from datetime import datetime, time, timedelta

from federation.summaries.actions import summaries
from federation.wire import identity
from unions.schedule import periodic

DEMO_NIGHT = identity.demo_night_seconds()


@periodic(
    "summaries.publish",
    every=timedelta(seconds=DEMO_NIGHT) if DEMO_NIGHT else None,
    daily_at=None if DEMO_NIGHT else time(1, 0),
    per_union=True,
    catch_up="last",
)
def publish(_due_at: datetime) -> None:
    """Tell what the union in scope may tell now."""
    summaries.publish(now=identity.now())
