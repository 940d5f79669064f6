"""Queues of background work, how long a piece of each may run, and when it is tried again."""

from datetime import timedelta
from enum import StrEnum


class Lane(StrEnum):
    """What a piece of work waits behind. The network lane is for effects outside the database."""

    URGENT = "urgent"
    DEFAULT = "default"
    NETWORK = "network"
    SLOW = "slow"


ATTEMPTS_MAX = 8
SOFT_SECONDS_MAX, HARD_SECONDS_MAX = 240, 300
NETWORK_SOFT_SECONDS_MAX, NETWORK_HARD_SECONDS_MAX = 50, 60
LEASE = timedelta(seconds=20)
LEASE_MAX = timedelta(minutes=15)
NETWORK_LEASE = timedelta(seconds=NETWORK_HARD_SECONDS_MAX + 30)
BACK_OFF_MAX = timedelta(hours=1)
DOUBLINGS_MAX = 20


def reaches_outside(lane: Lane) -> bool:
    """True where work runs without a transaction of its own, once or more often."""
    return lane is Lane.NETWORK


def time_limits(lane: Lane) -> tuple[int, int]:
    """Seconds after which a piece of work is asked to end, and after which it is ended."""
    if reaches_outside(lane):
        return NETWORK_SOFT_SECONDS_MAX, NETWORK_HARD_SECONDS_MAX
    return SOFT_SECONDS_MAX, HARD_SECONDS_MAX


def lease_after_sending(sends: int) -> timedelta:
    """How long a message sent `sends` times before may be on its way: 20 s · 2^sends ≤ 15 min."""
    return min(LEASE * (1 << min(sends, DOUBLINGS_MAX)), LEASE_MAX)


def lease_of_work(lane: Lane) -> timedelta:
    """How long nobody else takes work that a worker has begun; its row lock holds longer."""
    return NETWORK_LEASE if reaches_outside(lane) else LEASE


def back_off(attempts: int, chance: int) -> timedelta:
    """How long work rests after `attempts` failures: half to all of 2 s · 2^attempts ≤ 1 h.

    `chance` is a number from 0 to 1000, so that failures of one moment do not return in one.
    """
    longest = min(timedelta(seconds=2) * (1 << min(attempts, DOUBLINGS_MAX)), BACK_OFF_MAX)
    return longest * (1000 + chance) // 2000
