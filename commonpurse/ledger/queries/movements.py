"""What entries did to chosen accounts, with the words and names that go with them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, Sum

from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.statement import Movement
from unions.people.models.membership import Membership


def of_month(account_ids: Collection[UUID], month: date) -> tuple[list[Movement], list[Movement]]:
    """What each entry of a month did to the accounts together, and apart from it what each moved
    among them that left them as a whole as they were; with words, without names and pairs."""
    found = (
        Posting.objects.filter(
            account_id__in=account_ids, effective_on__range=(month, months.last_day(month))
        )
        .values_list(
            "entry_id",
            "effective_on",
            "entry__kind",
            "entry__reverses__kind",
            "entry__notes__words",
        )
        .annotate(net=Sum("amount"), moved=Sum("amount", filter=Q(amount__gt=0)))
    )
    outer: list[Movement] = []
    inner: list[Movement] = []
    for entry_id, on, kind, reversed_kind, words, net, moved in found:
        move = Movement(
            entry_id=entry_id,
            on=on,
            kind=kind,
            story_kind=reversed_kind or kind,
            amount=net or moved,
            words=words or "",
        )
        (outer if net else inner).append(move)
    return outer, inner


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
