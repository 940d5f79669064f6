"""The clock that writes rows, and the pulse of the worker that runs them."""

import logging
from typing import TYPE_CHECKING

from celery import bootsteps
from celery.beat import Scheduler
from django.db import DatabaseError, connection
from django.utils import timezone

from unions import schedule
from unions.founding.queries import unions
from unions.tenancy.serving import refuse_strong_role

if TYPE_CHECKING:
    from celery.apps.worker import Worker

log = logging.getLogger("onecloak.clock")
PULSE_SECONDS = 10.0
STRIKE_SECONDS = 5.0


class Clock(Scheduler):  # type: ignore[misc]
    """Writes a row for each run that is due. Keeps no file and needs no broker."""

    def setup_schedule(self) -> None:
        """Start only with beat's own rights. What ran last stands in the database, not here."""
        refuse_strong_role()

    def tick(self, *_: object, **__: object) -> float:
        """Strike once and say how many seconds to rest."""
        try:
            schedule.strike(unions=unions.clocks(), now=timezone.now())
        except DatabaseError as error:
            log.warning("no strike: %s", type(error).__name__)
            connection.close()
        return STRIKE_SECONDS

    @property
    def info(self) -> str:
        """One line for the start banner."""
        return "    . rows of job_slot"


class WorkerPulse(bootsteps.StartStopStep):  # type: ignore[misc]
    """Writes the worker's pulse from its own loop, so that a stuck worker falls silent."""

    requires = ("celery.worker.components:Timer",)

    def start(self, parent: "Worker") -> None:
        """Start only with the worker's own rights; then write now and every ten seconds."""
        refuse_strong_role()
        self.write()
        parent.timer.call_repeatedly(PULSE_SECONDS, self.write)

    def write(self) -> None:
        """Write one beat; the connection is not kept, since child processes would inherit it."""
        try:
            schedule.pulse("worker")
        except DatabaseError as error:
            log.warning("no pulse: %s", type(error).__name__)
        finally:
            connection.close()
