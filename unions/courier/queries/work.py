"""What is still to be done about news of the union in scope."""

from collections.abc import Collection
from uuid import UUID

from unions.courier.models.announcement import Announcement
from unions.courier.models.receipt import Receipt
from unions.courier.models.work import OPEN


def about(topics: Collection[str]) -> set[UUID]:
    """The rows that news of these topics are about and of which a receiver has still to hear."""
    waiting = Receipt.objects.filter(OPEN).values("cause_id")
    rows = Announcement.objects.filter(topic__in=topics, id__in=waiting)
    return set(rows.values_list("key", flat=True))
