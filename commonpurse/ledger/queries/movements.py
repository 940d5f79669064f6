"""What entries did to chosen accounts, with the words and names that go with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import TruncMonth

from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules.statement import Movement
from unions.people.models.membership import Membership


@dataclass(frozen=True, slots=True)
class Net:
    """An entry's effect on the accounts, and how much it moved among them."""

    amount: int
    moved: int


def nets(account_ids: Collection[UUID], first_on: date, last_on: date) -> dict[UUID, Net]:
    """By entry, between two days, both included."""
    found = (
        Posting.objects.filter(account_id__in=account_ids, effective_on__range=(first_on, last_on))
        .values("entry_id")
        .annotate(net=Sum("amount"), moved=Sum("amount", filter=Q(amount__gt=0)))
    )
    return {row["entry_id"]: Net(row["net"], row["moved"] or 0) for row in found}


def sum_before(account_ids: Collection[UUID], day: date) -> int:
    """What the accounts held together at the start of a day."""
    lines = Posting.objects.filter(account_id__in=account_ids, effective_on__lt=day)
    return int(lines.aggregate(total=Sum("amount"))["total"] or 0)


def by_month(
    account_ids: Collection[UUID], first_on: date, last_on: date
) -> dict[date, tuple[int, int]]:
    """What came in and went out of the accounts together, by first day of month."""
    found = (
        Posting.objects.filter(account_id__in=account_ids, effective_on__range=(first_on, last_on))
        .annotate(month=TruncMonth("effective_on"))
        .values("month", "entry_id")
        .annotate(net=Sum("amount"))
    )
    sums: dict[date, tuple[int, int]] = {}
    for row in found:
        came_in, went_out = sums.get(row["month"], (0, 0))
        sums[row["month"]] = (came_in + max(0, row["net"]), went_out + max(0, -row["net"]))
    return sums


def movements(amounts: dict[UUID, int]) -> list[Movement]:
    """Each entry with its amount, words, names and its reversal, in three queries."""
    entries = JournalEntry.objects.filter(pk__in=list(amounts)).select_related(
        "posted_by__person", "reverses"
    )
    notes = {
        note.entry_id: note
        for note in EntryNote.objects.filter(entry_id__in=list(amounts)).select_related(
            "also_by__person"
        )
    }
    undone = {
        reverses_id: (entry_id, day)
        for reverses_id, entry_id, day in JournalEntry.objects.filter(
            reverses_id__in=list(amounts)
        ).values_list("reverses_id", "id", "effective_on")
    }
    return [
        _movement(entry, amounts[entry.pk], notes.get(entry.pk), undone.get(entry.pk))
        for entry in entries
    ]


def people(posted_by: Membership, note: EntryNote | None) -> str:
    """The names of those who entered it, the second keeper after the first."""
    also_by = note.also_by if note else None
    names = [posted_by.person.display_name, *([also_by.person.display_name] if also_by else [])]
    return ", ".join(names)


def _movement(
    entry: JournalEntry,
    amount: int,
    note: EntryNote | None,
    undone: tuple[UUID, date] | None,
) -> Movement:
    reverses = entry.reverses
    return Movement(
        entry_id=entry.pk,
        on=entry.effective_on,
        kind=entry.kind,
        story_kind=reverses.kind if reverses else entry.kind,
        amount=amount,
        count=entry.memo_numbers.get("count", 1),
        words=note.words if note else "",
        by=people(entry.posted_by, note),
        reverses_id=reverses.pk if reverses else None,
        reverses_on=reverses.effective_on if reverses else None,
        reversed_by_id=undone[0] if undone else None,
        reversed_on=undone[1] if undone else None,
    )
