"""The clock of summaries: each union tells its sums at night, on its own clock."""

import time
from datetime import datetime, timedelta
from datetime import time as time_of_day

from federation.summaries.actions import summaries
from federation.wire import identity
from unions.schedule import periodic

# What is recorded at a moment may be committed a little later: it is waited for.
SETTLING_SECONDS = 2
DEMO_NIGHT = identity.demo_night_seconds()


@periodic(
    "summaries.publish",
    every=timedelta(seconds=DEMO_NIGHT) if DEMO_NIGHT else None,
    daily_at=None if DEMO_NIGHT else time_of_day(1, 0),
    per_union=True,
    catch_up="last",
)
def publish(_due_at: datetime) -> None:
    """Tell what the union in scope may tell now."""
    moment = identity.now()
    time.sleep(SETTLING_SECONDS)
    summaries.publish(now=moment)
