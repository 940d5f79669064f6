"""The clock of the seals: what was posted is sealed within minutes, and recounted each night."""

from datetime import datetime, time, timedelta

from django.conf import settings

from commonpurse.seals.actions import recounts, seals
from unions.schedule import periodic

SEAL_EVERY = timedelta(minutes=2 if settings.IS_DEMO else 5)
RECOUNT_AT = time(2, 10)
# In the demo a night has no time to come.
DEMO_RECOUNT_EVERY = timedelta(minutes=5) if settings.IS_DEMO else None


@periodic("seals.seal", every=SEAL_EVERY, per_union=True, catch_up="last")
def seal(_due_at: datetime) -> None:
    """Seal what can be sealed now."""
    seals.seal()


@periodic(
    "seals.verify",
    every=DEMO_RECOUNT_EVERY,
    daily_at=None if DEMO_RECOUNT_EVERY else RECOUNT_AT,
    per_union=True,
    catch_up="last",
    lane="slow",
)
def verify(_due_at: datetime) -> None:
    """Seal, then reckon the books again."""
    recounts.verify_at_night()
