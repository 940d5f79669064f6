"""Several people at once, each in a thread with a connection and a scope of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from commonpurse.refusals import PurseRefused
from tests.cast import Cast

WRITERS = 8
START_SECONDS_MAX = 60


def side_by_side(work: Callable[[int], Any], writers: int = WRITERS) -> list[Any]:
    """What each of them got; all begin together. What one of them raises is raised here."""
    gate = Barrier(writers)

    def run(number: int) -> Any:
        try:
            gate.wait(timeout=START_SECONDS_MAX)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(writers) as pool:
        return list(pool.map(run, range(writers)))


def at_once(cast: Cast, work: Callable[[int], Any], writers: int = WRITERS) -> list[Any]:
    """What each got in one transaction; refusals as their class."""

    def run(number: int) -> Any:
        try:
            with cast.scope():
                return work(number)
        except PurseRefused as refusal:
            return type(refusal)

    return side_by_side(run, writers)
