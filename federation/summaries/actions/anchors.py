"""Notes which peers hold which heads of the books, so that a recount can compare with theirs."""

from django.db import transaction

from commonpurse.seals.actions import seals as book_seals
from federation.log.queries import log_entries, seals
from federation.log.queries.log_entries import Told
from federation.peers.queries import peers, sharing_consents
from federation.peers.queries.peers import Holding
from federation.peers.rules.scopes import CARD
from unions.tenancy.scopes import current_union_id

# A peer that was away for a month reads several heads at once; each of them counts.
CARDS_LOOKED_AT = 31


@transaction.atomic
def keep() -> None:
    """Note for each peer the heads on those cards of the union in scope that it has read. By the
    program; a repeat changes nothing.
    """
    for holding in peers.holdings():
        for told in _cards_read(holding):
            books = told.body.get("books")
            if books is not None:
                book_seals.keep_anchor(
                    block=books["block"], head=books["head"], holder=holding.origin
                )


def _cards_read(holding: Holding) -> list[Told]:
    """The cards that this peer has taken under a seal of ours, and not as a withheld line."""
    since = sharing_consents.readable_since(holding.authority, CARD)
    if since is None or CARD not in holding.scopes:
        return []
    told = log_entries.told_below(
        of_union=current_union_id(),
        s="union/1",
        k=CARD,
        epoch=holding.epoch,
        # What lies behind the last seal is staged there and may still be dropped.
        size=seals.size_within(epoch=holding.epoch, size=holding.below),
        limit=CARDS_LOOKED_AT,
    )
    return [card for card in told if card.placed_at >= since]
