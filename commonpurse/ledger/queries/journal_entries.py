"""One entry with its lines, and its story."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries.movements import people
from commonpurse.ledger.queries.stories import account_name, title
from commonpurse.ledger.rules.accounts import AccountKind


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of the entry; the amount in the smallest part of its unit.

    `balance_after` is None for whom entries are hidden: the steps between would tell theirs.
    """

    account_id: UUID
    account: str
    unit: str
    amount: int
    seq: int
    balance_after: int | None


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """An entry as a reader may see it; its source by reference only."""

    id: UUID
    title: str
    effective_on: date
    posted_at: datetime
    by: str
    source_kind: str
    source_id: UUID | None
    reverses_id: UUID | None
    reverses_on: date | None
    reversed_by_id: UUID | None
    reversed_on: date | None
    lines: tuple[EntryLine, ...]

    @property
    def tells_balance(self) -> bool:
        """Whether the reader may see what was there after each line."""
        return all(line.balance_after is not None for line in self.lines)


def show(entry_id: UUID, *, hidden: AbstractSet[str]) -> EntrySheet | None:
    """The entry; None if there is none here, or if its story is of a `hidden` kind."""
    entry = (
        JournalEntry.objects.select_related("posted_by__person", "reverses")
        .filter(pk=entry_id)
        .first()
    )
    if entry is None or (entry.reverses or entry).kind in hidden:
        return None
    note = EntryNote.objects.select_related("also_by__person").filter(entry_id=entry_id).first()
    undone = JournalEntry.objects.filter(reverses_id=entry_id).first()
    return EntrySheet(
        id=entry.pk,
        title=title(
            kind=entry.kind,
            count=entry.memo_numbers.get("count", 1),
            words=note.words if note else "",
        ),
        effective_on=entry.effective_on,
        posted_at=entry.posted_at,
        by=people(entry.posted_by, note),
        source_kind=entry.source_kind or "",
        source_id=entry.source_id,
        reverses_id=entry.reverses.pk if entry.reverses else None,
        reverses_on=entry.reverses.effective_on if entry.reverses else None,
        reversed_by_id=undone.pk if undone else None,
        reversed_on=undone.effective_on if undone else None,
        lines=_lines(entry_id, tells_balance=not hidden),
    )


def _lines(entry_id: UUID, *, tells_balance: bool) -> tuple[EntryLine, ...]:
    rows = (
        Posting.objects.filter(entry_id=entry_id)
        .select_related("account", "unit")
        .order_by("unit__code", "amount", "account__code")
    )
    return tuple(
        EntryLine(
            account_id=row.account_id,
            account=account_name(
                kind=AccountKind(row.account.kind), code=row.account.code, name=row.account.name
            ),
            unit=row.unit.code,
            amount=row.amount,
            seq=row.account_seq,
            balance_after=row.balance_after if tells_balance else None,
        )
        for row in rows
    )
