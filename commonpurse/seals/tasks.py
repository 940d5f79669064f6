"""The clock of the seals: what was posted is sealed within minutes, and recounted each night."""

from datetime import datetime, time, timedelta

from commonpurse.seals.actions import recounts, seals
from unions.schedule import periodic

SEAL_EVERY = timedelta(minutes=5)
RECOUNT_AT = time(2, 10)


@periodic("seals.seal", every=SEAL_EVERY, per_union=True, catch_up="last")
def seal(_due_at: datetime) -> None:
    """Seal what can be sealed now."""
    seals.seal()


@periodic("seals.verify", daily_at=RECOUNT_AT, per_union=True, catch_up="last", lane="slow")
def verify(_due_at: datetime) -> None:
    """Seal, then reckon the books again."""
    recounts.verify_at_night()
