"""One entry with its lines, and its story."""

from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from commonpurse.ledger.guards.journal_entries import check_can_reverse
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries import account_names
from commonpurse.ledger.queries.movements import people
from commonpurse.ledger.queries.stories import title
from commonpurse.ledger.rules.entries import Source
from commonpurse.refusals import PurseRefused
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of the entry; the amount in the smallest part of its unit.

    `balance_after` is None for whom entries are hidden: the steps between would tell theirs.
    """

    account_id: UUID
    account: str
    unit: str
    scale: int
    amount: int
    seq: int
    balance_after: int | None

    @property
    def went_out(self) -> int:
        """What it takes out of its account; 0 where it brings something in."""
        return max(0, -self.amount)

    @property
    def came_in(self) -> int:
        """What it brings into its account; 0 where it takes something out."""
        return max(0, self.amount)


@dataclass(frozen=True, slots=True)
class UnitLines:
    """The lines of one unit: as much goes out as comes in, `moved` of its smallest part."""

    unit: str
    scale: int
    moved: int
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """An entry as a reader may see it; its source by reference only."""

    id: UUID
    kind: str
    title: str
    words: str
    effective_on: date
    posted_at: datetime
    by: str
    source_kind: str
    source_id: UUID | None
    reverses_id: UUID | None
    reverses_on: date | None
    reversed_by_id: UUID | None
    reversed_on: date | None
    units: tuple[UnitLines, ...]

    @property
    def lines(self) -> tuple[EntryLine, ...]:
        """All lines, unit by unit."""
        return tuple(line for unit in self.units for line in unit.lines)

    @property
    def tells_balance(self) -> bool:
        """Whether the reader may see what was there after each line."""
        return all(line.balance_after is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReversalSheet:
    """An entry that a keeper would take back; `no` says why they cannot, empty where they can."""

    entry: EntrySheet
    no: str


def show(entry_id: UUID, *, hidden: AbstractSet[str]) -> EntrySheet | None:
    """The entry; None if there is none here, or if its story is of a `hidden` kind."""
    entry = _entry(entry_id)
    if entry is None or (entry.reverses or entry).kind in hidden:
        return None
    return _sheet(entry, tells_balance=not hidden)


def reversal(
    entry_id: UUID, *, by: Membership, hidden: AbstractSet[str], source: Source | None = None
) -> ReversalSheet | None:
    """The entry and whether this keeper may take it back, from the books or for the subject that
    names its `source`; None as `show`."""
    entry = _entry(entry_id)
    if entry is None or (entry.reverses or entry).kind in hidden:
        return None
    limit = union_policies.whole("payment.two_keys_minor")
    no = ""
    try:
        check_can_reverse(entry, source, limit, by)
    except PurseRefused as refusal:
        no = str(refusal)
    return ReversalSheet(_sheet(entry, tells_balance=not hidden), no)


def words_beside(entry_ids: Collection[UUID]) -> dict[UUID, str]:
    """People's words that stand beside entries; where none were said or they were erased, none."""
    notes = EntryNote.objects.filter(entry_id__in=entry_ids).exclude(words="")
    return dict(notes.values_list("entry_id", "words"))


def _entry(entry_id: UUID) -> JournalEntry | None:
    rows = JournalEntry.objects.select_related("posted_by__person", "reverses")
    return rows.filter(pk=entry_id).first()


def _sheet(entry: JournalEntry, *, tells_balance: bool) -> EntrySheet:
    note = EntryNote.objects.select_related("also_by__person").filter(entry_id=entry.pk).first()
    undone = JournalEntry.objects.filter(reverses_id=entry.pk).first()
    words = note.words if note else ""
    return EntrySheet(
        id=entry.pk,
        kind=entry.kind,
        title=title(kind=entry.kind, count=entry.memo_numbers.get("count", 1), words=words),
        words=words,
        effective_on=entry.effective_on,
        posted_at=entry.posted_at,
        by=people(entry.posted_by, note),
        source_kind=entry.source_kind or "",
        source_id=entry.source_id,
        reverses_id=entry.reverses.pk if entry.reverses else None,
        reverses_on=entry.reverses.effective_on if entry.reverses else None,
        reversed_by_id=undone.pk if undone else None,
        reversed_on=undone.effective_on if undone else None,
        units=_units(entry.pk, tells_balance=tells_balance),
    )


def _units(entry_id: UUID, *, tells_balance: bool) -> tuple[UnitLines, ...]:
    rows = (
        Posting.objects.filter(entry_id=entry_id)
        .select_related("account__unit")
        .order_by("account__unit__code", "amount", "account__code")
    )
    lines = [_line(row, row.balance_after if tells_balance else None) for row in rows]
    return tuple(_unit(tuple(group)) for _, group in groupby(lines, key=lambda line: line.unit))


def _unit(lines: tuple[EntryLine, ...]) -> UnitLines:
    moved = sum(line.came_in for line in lines)
    return UnitLines(lines[0].unit, lines[0].scale, moved, lines)


def _line(row: Posting, balance_after: int | None) -> EntryLine:
    account = account_names.name_of(row.account)
    return EntryLine(
        account_id=account.id,
        account=account.name,
        unit=account.unit,
        scale=account.scale,
        amount=row.amount,
        seq=row.account_seq,
        balance_after=balance_after,
    )
