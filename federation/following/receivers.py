"""What this subject does when others tell something."""

from uuid import UUID

from federation.following.actions import follower_cursors
from federation.peers.news import night_wanted
from unions.news import hears
from unions.schedule import run_soon


@hears(night_wanted)
def pull_soon(membership_id: UUID) -> None:  # noqa: ARG001 - who asked makes no difference
    """Let all pulls be due."""
    follower_cursors.ask_now()
    run_soon("following.pull")
