"""How many gifts stand behind what came and went: no row says whose they are. And which months do
not change any more."""

from datetime import date

from django.db.models import Count, Max, Q
from django.db.models.functions import ExtractMonth, ExtractYear, TruncMonth

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.rules.entry_kinds import EntryKind

ByMonth = dict[tuple[date, str], int]
IN_ITS_MONTH = Q(
    reversed_by__effective_on__year=ExtractYear("effective_on"),
    reversed_by__effective_on__month=ExtractMonth("effective_on"),
)
OF_ITS_MONTH = Q(
    reverses__effective_on__year=ExtractYear("effective_on"),
    reverses__effective_on__month=ExtractMonth("effective_on"),
)


def closed_until() -> date | None:
    """The first day of the newest month into which nothing is dated any more, nor into one before
    it; None where there is none yet."""
    newest: date | None = PeriodClose.objects.aggregate(newest=Max("month"))["newest"]
    return newest


def gifts_kept(first_on: date, last_on: date) -> ByMonth:
    """Gifts between two days, both included, by (first day of the month, unit); without what was
    taken back in its own month."""
    return _count(Q(kind=EntryKind.GIFT) & ~IN_ITS_MONTH, first_on, last_on)


def gifts_undone(first_on: date, last_on: date) -> ByMonth:
    """Gifts that were taken back in their own month, counted alike: the sums of the books hold
    them, their reversal beside them."""
    return _count(Q(kind=EntryKind.GIFT) & IN_ITS_MONTH, first_on, last_on)


def gifts_of_before(first_on: date, last_on: date) -> ByMonth:
    """Gifts of an earlier month that were taken back between two days, counted alike."""
    return _count(Q(reverses__kind=EntryKind.GIFT) & ~OF_ITS_MONTH, first_on, last_on)


def _count(which: Q, first_on: date, last_on: date) -> ByMonth:
    rows = (
        JournalEntry.objects.filter(which, effective_on__range=(first_on, last_on))
        .annotate(month=TruncMonth("effective_on"))
        .values_list("month", "postings__unit__code")
        .annotate(entries=Count("id", distinct=True))
    )
    return {(month, unit): entries for month, unit, entries in rows}
