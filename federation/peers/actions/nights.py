"""A night out of turn: tell sums, seal, read peers, as soon as may be."""

from uuid import UUID

from django.db import transaction

from federation.peers import news
from unions.founding.actions import audit_events
from unions.tenancy.scopes import current_union_id


@transaction.atomic
def call(*, by_id: UUID) -> None:
    """Have a night now; those who do its parts hear of it. `by_id` is the membership that asks."""
    news.night_wanted.announce(membership_id=by_id)
    audit_events.record(
        act="night.call", object_kind="union", object_id=current_union_id(), by_id=by_id
    )
