"""Eight writers on one purse while writers and PostgreSQL are killed: what was acknowledged is
there once, nothing else is half there, and the books are whole.

On a server of its own, which waits for the disk as in real use.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from config.services.addresses import Addresses, derived
from config.services.folders import ROOT
from config.services.processes import wait_until
from tests.commonpurse.crashes import plan
from tests.commonpurse.crashes.diary import Diary
from tests.config.services.conftest import Holder, holding, private_place, quiet_environment
from tests.pipes import Client

pytestmark = pytest.mark.enable_socket

WAIT_SECONDS_MAX = 240.0
ROUNDS = 5
# Some work, a death, some work: until so many have died, PostgreSQL amid the writers.
DEATHS = 10
ACTS_BETWEEN = 12
WORKERS = """SELECT pid FROM pg_stat_activity
WHERE datname = 'one' AND backend_type = 'client backend' AND pid <> pg_backend_pid()"""


@dataclass
class Crowd:
    """The writers of one round by number, each with its process."""

    nursery: Client
    diaries: Path
    relaxed: bool
    alive: dict[int, int] = field(default_factory=dict)

    def bring(self, writer: int) -> None:
        """A new life for this writer."""
        told = {"writer": writer, "diaries": str(self.diaries), "relaxed": self.relaxed}
        self.alive[writer] = self.nursery.ask("begin", **told)

    def kill(self, writer: int) -> None:
        """Its life ends here; a writer that ended by itself has failed."""
        assert self.nursery.ask("kill", child=self.alive.pop(writer)) == "killed"

    def read(self) -> list[Diary]:
        """All diaries as they are now."""
        return [Diary.read(self.diaries, writer) for writer in range(plan.WRITERS)]

    def work(self) -> None:
        """Wait until all together have done some more; a database that is away comes back."""
        goal = self._done() + ACTS_BETWEEN
        assert wait_until(lambda: self._done() >= goal, WAIT_SECONDS_MAX)

    def _done(self) -> int:
        return sum(len(diary.told) for diary in self.read())


@pytest.fixture(scope="module")
def holder() -> Iterator[Holder]:
    """A controller with a PostgreSQL that nobody else uses."""
    with private_place() as place, holding(place) as hold:
        yield hold()


@pytest.fixture(scope="module")
def nursery(holder: Holder) -> Iterator[Client]:
    """The union in its database, and the process that brings up its writers."""
    with holder.connect() as connection:
        admin = f"postgresql://@/postgres?host={connection.info.host}"
    where: Addresses = derived(holder.folder, "one", admin, ("redis://none", "redis://none"))
    environment = quiet_environment() | {
        "ONECLOAK_ENV": "test",
        "ONECLOAK_NAME": "one",
        "REDIS_URL": holder.valkey().address(0),
        "CACHE_URL": holder.valkey().address(1),
        "FEDERATION_ORIGIN": "https://us.example",
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        env=environment | {"DATABASE_URL": where.owner},
        cwd=ROOT,
        check=True,
    )
    client = Client("tests.commonpurse.crashes.nursery", environment | {"DATABASE_URL": where.app})
    client.ask("found")
    yield client
    client.end()


def kill_postgresql(holder: Holder, number: int) -> None:
    """By turns the server itself, which the controller starts again, and one of its workers, after
    which it throws all others out and recovers by itself."""
    if number % 2:
        os.kill(holder.run().children["postgresql"].pid, signal.SIGKILL)
        return
    with holder.connect() as connection:
        (worker, *_) = [pid for (pid,) in connection.execute(WORKERS)]
    os.kill(worker, signal.SIGKILL)


def check(found: dict[str, Any], diaries: list[Diary]) -> None:
    """Compare what stands in the books with what was asked and what was acknowledged."""
    ids = {name: id_ for name, id_, _ in found["entries"]}
    moved = {name: amount for name, _, amount in found["entries"]}
    assert len(ids) == len(found["entries"]), "an entry is there twice"
    expected: dict[str, int] = {}
    for writer, diary in enumerate(diaries):
        for number in range(diary.asked + 1):
            act = plan.act(writer, number)
            there = [name in ids for name in act.names]
            assert all(there) or not any(there), f"half of {act} is there"
            if number in diary.told:
                assert diary.told[number] == [ids.get(name) for name in act.names]
            if any(there):
                expected |= dict(zip(act.names, act.amounts, strict=True))
    assert moved == expected, "something is there that nobody asked for, or another amount"
    assert found["purse"] == plan.OPENED_WITH + sum(moved.values())
    assert found["lines"] == found["sealed"] == 1 + len(moved)
    assert found["wrong"] == []


def test_nothing_acknowledged_is_lost_doubled_or_half_there(
    holder: Holder, nursery: Client, tmp_path: Path
) -> None:
    told = []
    for number in range(ROUNDS):
        crowd = Crowd(nursery, tmp_path, relaxed=number % 2 == 0)
        for writer in range(plan.WRITERS):
            crowd.bring(writer)
        away = 1 + 2 * number % (DEATHS - 1)
        for death in range(DEATHS):
            crowd.work()
            if death == away:
                kill_postgresql(holder, number)
            else:
                writer = (5 * number + 3 * death) % plan.WRITERS
                crowd.kill(writer)
                crowd.bring(writer)
        crowd.work()
        for writer in list(crowd.alive):
            crowd.kill(writer)
        check(nursery.ask("look"), crowd.read())
        told.append(sum(len(diary.told) for diary in crowd.read()))
    assert told == sorted(set(told))
    assert holder.run().restarts["postgresql"] == ROUNDS // 2
