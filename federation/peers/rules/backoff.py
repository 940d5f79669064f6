"""How long to wait after something did not work (federation §14)."""

from datetime import timedelta

FIRST_SECONDS, CAP_SECONDS = 2, 6 * 3600
DOUBLINGS_MAX = 14
BUSY_MAX = timedelta(hours=24)


def retry_after(fails: int, demo_night: int, chance: int) -> timedelta:
    """2 s · 2^fails with full jitter, at most 6 h, in the demo at most one of its nights.

    `chance` is any large number that nobody can foresee.
    """
    cap = min(CAP_SECONDS, demo_night) if demo_night else CAP_SECONDS
    window = min(cap, FIRST_SECONDS * 2 ** min(fails, DOUBLINGS_MAX))
    return timedelta(seconds=1 + chance % max(1, window))
