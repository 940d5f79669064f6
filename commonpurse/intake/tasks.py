"""The clock of the intake: what a receiver could not enter is tried again."""

from datetime import datetime, timedelta

from commonpurse.intake.actions import incoming_payments
from unions.schedule import periodic

DRAIN_EVERY = timedelta(minutes=10)


@periodic("intake.drain", every=DRAIN_EVERY, per_union=True, catch_up="last")
def drain(_due_at: datetime) -> None:
    """Enter a batch; if it is full, the next one follows by itself."""
    incoming_payments.drain()
