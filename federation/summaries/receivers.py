"""What this subject does when others tell something."""

import time
from uuid import UUID

from federation.peers.news import night_wanted
from federation.summaries.actions import summaries
from federation.wire import identity
from unions.news import hears
from unions.schedule import run_soon

# What is recorded at a moment may be committed a little later: it is waited for.
SETTLING_SECONDS = 2


@hears(night_wanted)
def publish(membership_id: UUID) -> None:  # noqa: ARG001 - who asked makes no difference
    """Tell what the union may tell now."""
    moment = identity.now()
    time.sleep(SETTLING_SECONDS)
    summaries.publish(now=moment)
    run_soon("log.seal")
