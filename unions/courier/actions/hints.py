"""Wakes the relay early. A hint that is lost costs a second, nothing else."""

from collections.abc import Callable

_wakers: list[Callable[[], None]] = []


def hang_up(*, waker: Callable[[], None]) -> None:
    """Let the door that knows the broker say how the relay is woken."""
    _wakers[:] = [waker]


def wake() -> None:
    """Wake the relay if a door has said how; runs after commit, outside every scope."""
    for waker in _wakers:
        waker()
