"""How many private entries stand behind what came and went where no pledge and no payment says
whose they are. No names, no words."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth, ExtractYear, TruncMonth

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.rules.entry_kinds import EntryKind

ByMonth = dict[tuple[date, str], int]


def unnamed_in(first_on: date, last_on: date) -> ByMonth:
    """Gifts, payments for needs that were taken back, and contributions that were taken back in
    their own month, between two days, both included, by (first day of the month, unit)."""
    came = Q(kind=EntryKind.GIFT) | Q(reverses__kind=EntryKind.NEED_PAYMENT)
    return _count(came | _undone(EntryKind.CONTRIBUTION), first_on, last_on)


def unnamed_out(first_on: date, last_on: date) -> ByMonth:
    """Contributions and gifts that were taken back, and payments for needs that were taken back in
    their own month, counted alike."""
    taken_back = Q(reverses__kind__in=(EntryKind.CONTRIBUTION, EntryKind.GIFT))
    return _count(taken_back | _undone(EntryKind.NEED_PAYMENT), first_on, last_on)


def _undone(kind: EntryKind) -> Q:
    """Entries that the sums of the books hold beside their reversal, and nobody is told of. What
    is taken back in a later month is told with its own."""
    return Q(
        kind=kind,
        reversed_by__effective_on__year=ExtractYear("effective_on"),
        reversed_by__effective_on__month=ExtractMonth("effective_on"),
    )


def _count(which: Q, first_on: date, last_on: date) -> ByMonth:
    rows = (
        JournalEntry.objects.filter(which, effective_on__range=(first_on, last_on))
        .annotate(month=TruncMonth("effective_on"))
        .values_list("month", "postings__unit__code")
        .annotate(entries=Count("id", distinct=True))
    )
    return {(month, unit): entries for month, unit, entries in rows}
