"""What stands behind the sums of a month without a name; which months do not change any more."""

from datetime import date

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncMonth

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.period_close import PeriodClose
from commonpurse.ledger.rules.entry_kinds import PRIVATE, EntryKind


def closed_until() -> date | None:
    """The first day of the newest month into which nothing is dated any more, nor into one before
    it; None where there is none yet."""
    newest: date | None = PeriodClose.objects.aggregate(newest=Max("month"))["newest"]
    return newest


def gifts(first_on: date, last_on: date) -> dict[tuple[date, str], int]:
    """Gifts between two days, both included, by (first day of the month, unit)."""
    rows = _by_month(JournalEntry.objects.filter(kind=EntryKind.GIFT), first_on, last_on)
    found = rows.annotate(entries=Count("id", distinct=True))
    return {(month, unit): entries for month, unit, entries in found}


def taken_back(first_on: date, last_on: date) -> set[tuple[date, str]]:
    """The months and units, counted alike, in which something private was taken back."""
    rows = JournalEntry.objects.filter(reverses__kind__in=PRIVATE)
    return set(_by_month(rows, first_on, last_on))


def _by_month(
    rows: QuerySet[JournalEntry], first_on: date, last_on: date
) -> QuerySet[JournalEntry, tuple[date, str]]:
    return (
        rows.filter(effective_on__range=(first_on, last_on))
        .annotate(month=TruncMonth("effective_on"))
        .values_list("month", "postings__unit__code")
    )
