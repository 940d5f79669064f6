"""The newest movements of the purse that a reader may see one by one.

However long the history and however full the month, so many index entries are read and no more.
"""

from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, Sum

from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries import movements
from commonpurse.ledger.queries.stories import title
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import HELD
from commonpurse.ledger.rules.entry_kinds import INSIDE, EntryKind
from commonpurse.ledger.rules.statement import Movement

ROWS_SHOWN = 8
# Some of the newest reversals take back what the reader may not see, or moves inside the purse.
REVERSALS_READ = 40
# Beyond this it is enough to know that they are many.
COUNTED_MAX = 999

# A unit's code, its scale, and what the entry brought of it; below zero what it took.
Effect = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class LatestLine:
    """What an entry brought into the purse or took out of it, in the smallest part of `unit`."""

    entry_id: UUID
    on: date
    title: str
    by: str
    unit: str
    scale: int
    came_in: int
    went_out: int
    reverses_on: date | None
    reversed_on: date | None

    @property
    def is_pair(self) -> bool:
        """Whether it is a reversal, or what one reverses."""
        return self.reverses_on is not None or self.reversed_on is not None


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest movements, newest first; and how many private entries the month has, or more
    than `private` if there are `many`."""

    lines: tuple[LatestLine, ...]
    private: int
    many: bool


def latest(month: date, *, hidden: AbstractSet[str]) -> Latest:
    """The newest ROWS_SHOWN movements, and how many entries of the month are `hidden`."""
    effects = _effects(_newest(hidden))
    shown = dict.fromkeys(list(effects)[:ROWS_SHOWN], 0)
    told = {move.entry_id: move for move in movements.movements(shown)} if shown else {}
    lines = tuple(
        _line(told[entry_id], effect) for entry_id in shown for effect in effects[entry_id]
    )
    count = _count(month, hidden) if hidden else 0
    return Latest(lines[:ROWS_SHOWN], min(count, COUNTED_MAX), count > COUNTED_MAX)


def _newest(hidden: AbstractSet[str]) -> list[UUID]:
    """The newest entries of each kind that can reach the purse, newest first: one short walk along
    an index for each kind."""
    kinds = [kind for kind in EntryKind if kind not in hidden and kind not in INSIDE]
    first, *others = (_of_kind(kind) for kind in kinds)
    found = [row for row in first.union(*others, all=True) if row[2] not in hidden]
    return [entry_id for _on, entry_id, _story in sorted(found, key=lambda row: row[:2])[::-1]]


def _of_kind(kind: EntryKind) -> QuerySet[JournalEntry, tuple[date, UUID, str]]:
    """(day, id, kind of the reversed entry if any) of the newest entries of one kind."""
    count = REVERSALS_READ if kind is EntryKind.REVERSAL else ROWS_SHOWN
    rows = JournalEntry.objects.filter(kind=kind).order_by("-effective_on", "-id")
    return rows.values_list("effective_on", "id", "reverses__kind")[:count]


def _effects(entry_ids: list[UUID]) -> dict[UUID, list[Effect]]:
    """What these entries did to the purse as a whole, in their order; those that left it as it
    was are dropped."""
    found = (
        Posting.objects.filter(entry_id__in=entry_ids, account__kind__in=HELD)
        .values_list("entry_id", "unit__code", "unit__scale")
        .annotate(net=Sum("amount"))
        .exclude(net=0)
        .order_by("unit__code")
    )
    effects: dict[UUID, list[Effect]] = defaultdict(list)
    for entry_id, unit, scale, net in found:
        effects[entry_id].append((unit, scale, int(net)))
    return {entry_id: effects[entry_id] for entry_id in entry_ids if entry_id in effects}


def _count(month: date, hidden: AbstractSet[str]) -> int:
    """How many entries of the month are hidden that can reach the purse, counted no further than
    just over COUNTED_MAX."""
    hidden = hidden - INSIDE
    of_month = JournalEntry.objects.filter(effective_on__range=(month, months.last_day(month)))
    known = of_month.filter(kind__in=hidden)[: COUNTED_MAX + 1].count()
    # Few entries are taken back, so their stories may be looked up.
    taken_back = of_month.filter(kind=EntryKind.REVERSAL, reverses__kind__in=hidden)
    return known + taken_back[: COUNTED_MAX + 1].count()


def _line(move: Movement, effect: Effect) -> LatestLine:
    unit, scale, net = effect
    return LatestLine(
        entry_id=move.entry_id,
        on=move.on,
        title=title(kind=move.kind, count=move.count, words=move.words),
        by=move.by,
        unit=unit,
        scale=scale,
        came_in=max(0, net),
        went_out=max(0, -net),
        reverses_on=move.reverses_on,
        reversed_on=move.reversed_on,
    )
