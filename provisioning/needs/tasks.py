"""What the clock does: a round whose time to object has passed in silence is decided."""

from datetime import datetime, timedelta

from provisioning.needs.actions import allocation_rounds
from unions.schedule import periodic


@periodic("needs.decide_due_rounds", every=timedelta(minutes=15), per_union=True)
def decide_due(due_at: datetime) -> None:
    """Silence counts as consent; handing out stays with people."""
    allocation_rounds.decide_due(now=due_at)
