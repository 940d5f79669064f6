"""How many private entries stand behind what came and went where no pledge and no payment says
whose they are. No names, no words."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.rules.entry_kinds import EntryKind

ByMonth = dict[tuple[date, str], int]


def unnamed_in(first_on: date, last_on: date) -> ByMonth:
    """Gifts, and payments for needs that were taken back, between two days, both included, by
    (first day of the month, unit)."""
    return _count(
        Q(kind=EntryKind.GIFT) | Q(reverses__kind=EntryKind.NEED_PAYMENT), first_on, last_on
    )


def unnamed_out(first_on: date, last_on: date) -> ByMonth:
    """Contributions and gifts that were taken back, counted alike."""
    taken_back = (EntryKind.CONTRIBUTION, EntryKind.GIFT)
    return _count(Q(reverses__kind__in=taken_back), first_on, last_on)


def _count(which: Q, first_on: date, last_on: date) -> ByMonth:
    rows = (
        JournalEntry.objects.filter(which, effective_on__range=(first_on, last_on))
        .annotate(month=TruncMonth("effective_on"))
        .values_list("month", "postings__unit__code")
        .annotate(entries=Count("id", distinct=True))
    )
    return {(month, unit): entries for month, unit, entries in rows}
