"""When to ask a peer again, by the class of what went wrong (federation §14)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from federation.following.rules import answers
from federation.peers.rules.backoff import BUSY_MAX, retry_after

PATIENCE = 3
PROBE = timedelta(days=1)
DEMO_PULLS_A_NIGHT = 12


@dataclass(frozen=True)
class Failing:
    """What is known when a pull has failed; `fails` counts this one."""

    trouble: str
    fails: int
    wait: int
    demo_night: int
    chance: int


def next_try(*, failing: Failing, now: datetime) -> datetime | None:
    """The next attempt; None where only a person may go on."""
    if failing.trouble in {answers.GONE, answers.MISMATCH}:
        return None
    if failing.trouble == answers.BUSY:
        return now + min(BUSY_MAX, timedelta(seconds=max(1, failing.wait)))
    patient = failing.trouble in {answers.UNREACHABLE, answers.SHORTER}
    if not patient and failing.fails >= PATIENCE and not failing.demo_night:
        return now + PROBE
    return now + retry_after(failing.fails, failing.demo_night, failing.chance)


def demo_pause(demo_night: int) -> timedelta:
    """Seconds between two pulls of the demo."""
    return timedelta(seconds=max(1, demo_night // DEMO_PULLS_A_NIGHT))
