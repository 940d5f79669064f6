"""Whether an entry may be taken back, and if not, why."""

from collections import Counter
from uuid import UUID

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.refusals import (
    AccountClosed,
    AlreadyReversed,
    GoneOutSince,
    IsReversal,
    OwnEntry,
    UndoneElsewhere,
)
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.reversals import needs_another_keeper
from commonpurse.ledger.rules.units import UnitKind
from commonpurse.refusals import PurseRefused
from unions.people.models.membership import Membership


def check_can_reverse(
    entry: JournalEntry, on_behalf_of: Source | None, two_keys_minor: int, by: Membership
) -> None:
    """Neither a reversal nor reversed before, by the subject that it came from if it has one, not
    alone by whoever entered much, and what came in must still be there.

    Raises IsReversal, AlreadyReversed, UndoneElsewhere, OwnEntry, AccountClosed, GoneOutSince.
    """
    if entry.reverses_id is not None:
        raise IsReversal
    if JournalEntry.objects.filter(reverses_id=entry.pk).exists():
        raise AlreadyReversed
    if _source(entry) != on_behalf_of:
        raise UndoneElsewhere
    moved = _money_moved(entry.pk)
    if needs_another_keeper(
        own=entry.posted_by_id == by.pk, moved_minor=moved, two_keys_minor=two_keys_minor
    ):
        raise OwnEntry
    if Account.objects.filter(postings__entry_id=entry.pk, closed_at__isnull=False).exists():
        raise AccountClosed
    if _would_fall_short(entry.pk):
        raise GoneOutSince


def can_reverse(
    entry: JournalEntry, on_behalf_of: Source | None, two_keys_minor: int, by: Membership
) -> bool:
    """Whether check_can_reverse would be silent."""
    try:
        check_can_reverse(entry, on_behalf_of, two_keys_minor, by)
    except PurseRefused:
        return False
    return True


def _source(entry: JournalEntry) -> Source | None:
    if entry.source_kind is None or entry.source_id is None:
        return None
    return Source(entry.source_kind, entry.source_id)


def _money_moved(entry_id: UUID) -> int:
    """The largest sum of one currency that the entry moves, in minor units."""
    lines = Posting.objects.filter(
        entry_id=entry_id, amount__gt=0, unit__kind=UnitKind.MONEY
    ).values_list("unit_id", "amount")
    sums: Counter[UUID] = Counter()
    for unit_id, amount in lines:
        sums[unit_id] += amount
    return max(sums.values(), default=0)


def _would_fall_short(entry_id: UUID) -> bool:
    """Whether an account of the entry would fall below its floor without it."""
    lines = dict(Posting.objects.filter(entry_id=entry_id).values_list("account_id", "amount"))
    balances = AccountBalance.objects.filter(account_id__in=lines, floor__isnull=False)
    return any(row.balance - lines[row.account_id] < (row.floor or 0) for row in balances)
