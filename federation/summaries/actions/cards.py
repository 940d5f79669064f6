"""Keeps the card of a union in the log as it is."""

from typing import Any

from django.db import transaction

from commonpurse.seals import aggregates as book_seals
from federation.log.actions import log_entries
from federation.log.queries import log_entries as written
from federation.peers.queries import sharing_consents
from federation.peers.rules.scopes import CARD
from federation.summaries.rules.periods import KIND
from federation.wire import identity
from unions.founding.models.union import Union
from unions.tenancy.scopes import current_union_id

LANGUAGES = ["en"]


@transaction.atomic
def keep_current() -> None:
    """Write the card of the union in scope if it consents and the card has changed."""
    scopes = sharing_consents.scopes()
    if CARD not in scopes:
        return
    union = Union.objects.select_related("region").get(id=current_union_id())
    body: dict[str, Any] = {
        "id": str(union.id),
        "name": union.name,
        "region": union.region.slug,
        "area": union.area,
        "cur": union.currency,
        "tz": union.time_zone,
        "langs": LANGUAGES,
        "period": KIND,
        "status": "active" if union.is_live else "closed",
        "consent": sorted(scopes),
        "hubs": [],
    }
    head = book_seals.head()
    if head is not None:
        body["books"] = dict(zip(("block", "head"), head, strict=True))
    if body != written.newest_body(of_union=union.id, s="union/1", k=CARD):
        log_entries.append(
            s="union/1",
            k=CARD,
            body=body,
            of_union=union.id,
            is_urgent=bool(identity.demo_night_seconds()),
        )
