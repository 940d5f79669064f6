"""Moving money between the purse and what is promised or set aside; used by its neighbours."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Posted, Source
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.spending.queries import availability
from commonpurse.spending.refusals import NothingFree
from unions.people.models.membership import Membership


@dataclass(frozen=True, slots=True)
class Earmark:
    """Money that changes its place inside the purse, in one entry."""

    key: str
    kind: EntryKind
    source: Source
    currency: str
    lines: tuple[Line, ...]
    count: int = 1
    words: str = ""


@transaction.atomic
def earmark(*, earmark: Earmark, by: Membership) -> Posted:
    """Posts the entry, then looks whether what is free is still not negative: the posting holds
    the lock of the purse's row, so nobody else can spend in between. Raises NothingFree,
    PurseTooSmall."""
    posted = journal_entries.post(
        entry=Draft(
            key=earmark.key,
            kind=earmark.kind,
            memo=Memo(earmark.kind, {"count": earmark.count}, words=earmark.words),
            effective_on=timezone.localdate(),
            lines=earmark.lines,
            source=earmark.source,
        ),
        by=by,
    )
    if not posted.replayed and availability.sheet(earmark.currency).free < 0:
        raise NothingFree
    return posted
