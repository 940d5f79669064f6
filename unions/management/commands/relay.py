"""`manage.py relay`: sends a message for every piece of work that is due."""

import logging
import signal
import time
from typing import Any

import redis
from celery import current_app
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from unions.courier.actions import claims, pulses
from unions.courier.actions.claims import CLAIMS_MAX, Claim
from unions.courier.queries import gauges
from unions.courier.rules.lanes import time_limits
from unions.tenancy.serving import refuse_strong_role

log = logging.getLogger("onecloak.relay")
IDLE_SECONDS = 1
PULSE_SECONDS = 10.0
SOCKET_SECONDS_MAX = 5


class Command(BaseCommand):
    """Runs until it is told to end; two of them do no harm."""

    help = "Send a message for every piece of work that is due."

    def handle(self, *args: Any, **options: Any) -> None:
        """Claim, send, rest."""
        refuse_strong_role()
        self.ending = False
        self.pulse_at = 0.0
        self.hints = redis.Redis.from_url(
            settings.BROKER_URL, socket_timeout=SOCKET_SECONDS_MAX, socket_connect_timeout=2
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        while not self.ending:
            if not self.turn():
                self.rest()

    def end(self, *_: object) -> None:
        """Finish this turn, then end."""
        self.ending = True

    def turn(self) -> bool:
        """Send what is due; True when there may be more at once."""
        try:
            taken = claims.claim()
            self.say_alive()
        except DatabaseError as error:
            log.warning("no turn: %s", type(error).__name__)
            connection.close()
            return False
        return self.send_all(taken) and len(taken) == CLAIMS_MAX

    def send_all(self, taken: list[Claim]) -> bool:
        """Publish; False when the broker is away. What was not sent is sent when its lease ends."""
        try:
            for claim in taken:
                send(claim)
        except (OperationalError, redis.RedisError, OSError) as error:
            log.warning("broker away: %s", type(error).__name__)
            return False
        return True

    def say_alive(self) -> None:
        """Write the relay's pulse every ten seconds, with what waits."""
        if time.monotonic() >= self.pulse_at:
            pulses.beat(name="relay", gauges=gauges.waiting())
            self.pulse_at = time.monotonic() + PULSE_SECONDS

    def rest(self) -> None:
        """Wait for a hint, a second at most."""
        try:
            self.hints.blpop([settings.RELAY_HINT_KEY], timeout=IDLE_SECONDS)
        except (redis.RedisError, OSError):
            time.sleep(IDLE_SECONDS)


def send(claim: Claim) -> None:
    """Publish one message: which row, of which union. Raises what the broker's client raises."""
    soft, hard = time_limits(claim.lane)
    name = "courier.deliver_slot" if claim.union_id is None else "courier.deliver_receipt"
    current_app.send_task(
        name,
        kwargs={"work": str(claim.work_id), "union": claim.union_id and str(claim.union_id)},
        queue=settings.QUEUES[claim.lane],
        soft_time_limit=soft,
        time_limit=hard,
        retry=False,
    )
