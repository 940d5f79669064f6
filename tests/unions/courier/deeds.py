"""News, receivers and jobs that only the tests know; worker and beat load them by `station.py`."""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from unions.founding.actions.audit_events import record
from unions.news import Announcement, hears
from unions.schedule import periodic

MARK = "COURIER_TEST_MARK"

deed_done = Announcement("deed_id")
deed_begun = Announcement("deed_id")
deed_poisoned = Announcement("deed_id")
deed_sent_out = Announcement("deed_id")


class Poison(RuntimeError):
    """What a broken receiver raises."""

    code = "poison"


@hears(deed_done)
def keep_deed(deed_id: UUID) -> None:
    """Leave one trace of the deed."""
    record(act="deed.kept", object_kind="deed", object_id=deed_id, by_id=None)


@hears(deed_begun)
def keep_slowly(deed_id: UUID) -> None:
    """Leave a trace, then linger, but only the first time: `MARK` names the file that says so."""
    record(act="deed.kept", object_kind="deed", object_id=deed_id, by_id=None)
    mark = Path(os.environ[MARK])
    if not mark.exists():
        mark.write_text(str(os.getpid()), encoding="utf-8")
        time.sleep(60)


@hears(deed_poisoned)
def spoil(deed_id: UUID) -> None:
    """Leave a trace, then fail: the trace must not stay."""
    record(act="deed.kept", object_kind="deed", object_id=deed_id, by_id=None)
    raise Poison


@hears(deed_sent_out, lane="network")
def send_out(*, deed_id: UUID, union_id: UUID, receipt_id: UUID) -> None:
    """An effect outside the database; keeps what it was told and that no transaction was open."""
    sent.append((deed_id, union_id, receipt_id))


sent: list[tuple[UUID, UUID, UUID]] = []
runs: list[datetime] = []


@periodic("tests.every_union", every=timedelta(minutes=1), per_union=True)
def trace_union(due_at: datetime) -> None:
    """Leave a trace in each union's scope."""
    record(act="job.ran", object_kind="job", object_id=None, by_id=None)


@periodic("tests.instance", every=timedelta(hours=1))
def trace_instance(due_at: datetime) -> None:
    """Keep the moment at which the run was due."""
    runs.append(due_at)
