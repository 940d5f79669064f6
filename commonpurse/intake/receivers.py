"""What the intake does when something waits in it."""

from uuid import UUID

from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.news import money_waits
from unions.news import hears


@hears(money_waits)
def enter(incoming_id: UUID) -> None:  # noqa: ARG001 - whatever waits is entered, oldest first
    """Enter a batch."""
    incoming_payments.drain()
