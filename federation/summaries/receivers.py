"""What this subject does when others tell something."""

from uuid import UUID

from federation.peers.news import night_wanted
from federation.summaries.actions import summaries
from federation.wire import identity
from unions.news import hears
from unions.schedule import run_soon


@hears(night_wanted)
def publish(membership_id: UUID) -> None:  # noqa: ARG001 - who asked makes no difference
    """Tell what the union may tell now."""
    summaries.publish(now=identity.now())
    run_soon("log.seal")
