"""Real relay, worker, beat and broker as their own processes and roles: nothing lost, nothing
doubled, whatever is killed.

Every wait is bounded far above what it takes; no test asserts how long a thing took.
"""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests.cast import Cast
from tests.unions.courier import deeds
from unions.courier.models.job_slot import JobSlot
from unions.courier.models.receipt import Receipt
from unions.courier.queries import pulses
from unions.founding.models.audit_event import AuditEvent
from unions.news import Announcement

pytestmark = pytest.mark.django_db(transaction=True)

WAIT_SECONDS_MAX = 240
STATION = "tests.unions.courier.station"
NOWHERE = "redis://127.0.0.1:1/0"
Start = Callable[..., subprocess.Popen[bytes]]


def address(variable: str) -> str:
    """The address of a role, leading to the tests' own database."""
    head, _, query = os.environ[variable].partition("?")
    base = head.rpartition("/")[0]
    return f"{base}/{connection.settings_dict['NAME']}" + (f"?{query}" if query else "")


COMMANDS = {
    "relay": (["manage.py", "relay"], "DATABASE_PLATFORM_URL"),
    "beat": (["-m", "celery", "-A", STATION, "beat", "--pidfile="], "DATABASE_PLATFORM_URL"),
    "worker": (
        ["-m", "celery", "-A", STATION, "worker", "--concurrency=2", "--without-gossip",
         "--without-mingle", "--hostname=tests@localhost"],
        "DATABASE_APP_URL",
    ),
}  # fmt: skip


@pytest.fixture
def start(transactional_db: None, tmp_path: Path) -> Iterator[Start]:
    """Start relay, worker or beat in a group of its own; whatever still runs is ended."""
    broker = redis.Redis.from_url(settings.BROKER_URL)
    for key in broker.scan_iter(f"{settings.INSTANCE_NAME}.*"):
        broker.delete(key)
    begun: list[subprocess.Popen[bytes]] = []

    def go(role: str, **variables: str) -> subprocess.Popen[bytes]:
        arguments, variable = COMMANDS[role]
        environment = os.environ | {
            "DATABASE_URL": address(variable),
            deeds.MARK: str(tmp_path / "mark"),
            **variables,
        }
        with (tmp_path / f"{role}-{len(begun)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env=environment, cwd=settings.BASE_DIR, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        begun.append(process)
        return process

    yield go
    for process in begun:
        kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children as hard as may be."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=WAIT_SECONDS_MAX)


def wait_for(what: str, happens: Callable[[], bool]) -> None:
    """Wait, within bounds, until something happens."""
    end = time.monotonic() + WAIT_SECONDS_MAX
    while not happens():
        assert time.monotonic() < end, f"{what} did not happen"
        time.sleep(0.1)


def tell(cast: Cast, news: Announcement, times: int) -> set[UUID]:
    """Announce that many deeds, each in a transaction of its own."""
    ids = {uuid4() for _ in range(times)}
    for deed_id in ids:
        with cast.scope():
            news.announce(deed_id=deed_id)
    return ids


def kept(cast: Cast) -> Counter[UUID | None]:
    """How often each deed left its trace."""
    with cast.scope():
        return Counter(
            AuditEvent.objects.filter(act="deed.kept").values_list("object_id", flat=True)
        )


def open_receipts(cast: Cast) -> int:
    """How much work is not done yet."""
    with cast.scope():
        return Receipt.objects.filter(done_at__isnull=True).count()


def end_leases(cast: Cast) -> None:
    """Let the time pass that a message may be on its way."""
    with cast.scope():
        Receipt.objects.filter(done_at__isnull=True).update(
            claimed_until=timezone.now() - timedelta(seconds=1)
        )


def test_killed_worker_loses_nothing_and_doubles_nothing(
    start: Start, harbour: Cast, tmp_path: Path
) -> None:
    slow = tell(harbour, deeds.deed_begun, 1)
    quick = tell(harbour, deeds.deed_done, 40)
    relay, worker = start("relay"), start("worker")
    # Two relays do no harm.
    start("relay")
    wait_for("slow work", (tmp_path / "mark").exists)
    assert kept(harbour).keys().isdisjoint(slow)
    kill(worker)
    start("worker")
    quick |= tell(harbour, deeds.deed_done, 10)
    end_leases(harbour)
    wait_for("all work", lambda: open_receipts(harbour) == 0)
    assert kept(harbour) == Counter(dict.fromkeys(slow | quick, 1))
    with harbour.scope():
        attempts = Receipt.objects.get(receiver__endswith="keep_slowly").attempts
    assert attempts >= 2
    relay.terminate()
    assert relay.wait(timeout=WAIT_SECONDS_MAX) == 0


def test_lost_broker_costs_time_and_nothing_else(start: Start, harbour: Cast) -> None:
    deed_ids = tell(harbour, deeds.deed_done, 5)
    lonely = start("relay", REDIS_URL=NOWHERE)
    wait_for("a vain sending", lambda: sends(harbour) > 0)
    kill(lonely)
    assert open_receipts(harbour) == 5
    assert not kept(harbour)
    end_leases(harbour)
    start("relay")
    start("worker")
    wait_for("all work", lambda: open_receipts(harbour) == 0)
    assert kept(harbour) == Counter(dict.fromkeys(deed_ids, 1))


def test_two_beats_write_each_run_once_and_the_journey_is_made(
    start: Start, harbour: Cast, millrace: Cast
) -> None:
    for role in ("beat", "beat", "relay", "worker"):
        start(role)
    wait_for("the journey", lambda: pulses.is_alive(pulses.JOURNEY, now=timezone.now()))
    wait_for("the unions' share", lambda: min(ran(harbour), ran(millrace)) > 0)
    for name in ("beat", "relay", "worker"):
        assert pulses.is_alive(name, now=timezone.now())
    # Read in this order, since a new minute may begin meanwhile.
    traces = {cast.union.id: ran(cast) for cast in (harbour, millrace)}
    shares = {cast.union.id: share(cast) for cast in (harbour, millrace)}
    due = list(JobSlot.objects.filter(job="tests.every_union").values_list("due_at", flat=True))
    assert len(due) == len(set(due))
    for union_id, causes in shares.items():
        assert traces[union_id] <= len(causes) == len(set(causes)) <= len(due)


def sends(cast: Cast) -> int:
    """How often messages were sent, or tried to be."""
    with cast.scope():
        return sum(Receipt.objects.values_list("sends", flat=True))


def ran(cast: Cast) -> int:
    """How often the job of every minute left its trace here."""
    with cast.scope():
        return AuditEvent.objects.filter(act="job.ran").count()


def share(cast: Cast) -> list[UUID]:
    """The runs of the job of every minute that this union takes part in."""
    with cast.scope():
        receipts = Receipt.objects.filter(receiver="job:tests.every_union")
        return list(receipts.values_list("cause_id", flat=True))
