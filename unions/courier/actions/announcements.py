"""Writes news together with the work that follows from it."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from unions.courier.actions.hints import wake
from unions.courier.models.announcement import Announcement
from unions.courier.models.receipt import Receipt
from unions.courier.rules.receivers import hearers_of
from unions.tenancy import scopes


@transaction.atomic
def announce(*, topic: str, payload: Mapping[str, UUID]) -> Announcement:
    """Keep news in the union in scope, with one receipt per receiver; done by the program.

    `payload` holds ids only; the first is what the news is about. Raises NoScope.
    """
    scopes.current()
    announcement = Announcement.objects.create(
        topic=topic,
        key=next(iter(payload.values())),
        payload={name: str(value) for name, value in payload.items()},
    )
    receivers = hearers_of(topic)
    Receipt.objects.bulk_create(
        [
            Receipt(
                union_id=announcement.union_id,
                cause_id=announcement.id,
                receiver=receiver.name,
                lane=receiver.lane,
            )
            for receiver in receivers
        ]
    )
    if receivers:
        transaction.on_commit(wake)
    return announcement
