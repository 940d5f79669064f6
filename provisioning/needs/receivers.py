"""What needs hear from the purse."""

from uuid import UUID

from commonpurse.spending.news import payment_paid, payment_refused, payment_undone
from provisioning.needs.actions import fulfilments
from unions.news import hears


@hears(payment_paid)
def record_fulfilment(payment_id: UUID) -> None:
    """Money has arrived."""
    fulfilments.follow(payment_id=payment_id)


@hears(payment_refused)
def give_back(payment_id: UUID) -> None:
    """Money stays in the purse."""
    fulfilments.follow(payment_id=payment_id)


@hears(payment_undone)
def take_back(payment_id: UUID) -> None:
    """Money was said to have arrived, and has not."""
    fulfilments.follow(payment_id=payment_id)
