"""The journal: every entry, newest first, a page at a time."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries import account_names, folds, movements
from commonpurse.ledger.queries.account_names import AccountName
from commonpurse.ledger.queries.stories import title
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.journal import (
    COUNTED_MAX,
    COUNTED_MONTHS_MAX,
    ROWS_SHOWN,
    Fold,
    Place,
    Wanted,
    place_of,
)
from commonpurse.ledger.rules.statement import Movement


@dataclass(frozen=True, slots=True)
class Move:
    """What an entry moved of one unit, in its smallest part: out of which accounts, into which.

    `amount` is None where too few private entries would tell it.
    """

    unit: str
    scale: int
    amount: int | None
    out_of: tuple[AccountName, ...]
    into: tuple[AccountName, ...]


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry, or private ones that are told together; these name nobody and lead nowhere."""

    place: Place
    kind: str
    title: str
    by: str
    moves: tuple[Move, ...]
    entries: int
    private: bool
    entry_id: UUID | None = None
    reverses_id: UUID | None = None
    reverses_on: date | None = None
    reversed_by_id: UUID | None = None
    reversed_on: date | None = None

    @property
    def on(self) -> date:
        """Its day; that of a fold of too few is the end of the month."""
        return self.place.on

    @property
    def too_few(self) -> bool:
        """Whether it stands for so few private entries that it tells neither amount nor day."""
        return any(move.amount is None for move in self.moves)

    @property
    def is_pair(self) -> bool:
        """Whether it is a reversal, or what one reverses."""
        return self.reverses_on is not None or self.reversed_on is not None


@dataclass(frozen=True, slots=True)
class Journal:
    """A page of the journal. `total` counts the entries asked for, None where they are too many
    to be counted while somebody waits; `more` is the place after which the next page begins."""

    rows: tuple[JournalRow, ...]
    total: int | None
    more: Place | None
    leaves_private_out: bool

    @property
    def shown(self) -> int:
        """How many entries stand on this page."""
        return sum(row.entries for row in self.rows)


def page(wanted: Wanted, *, after: Place | None, today: date, hidden: AbstractSet[str]) -> Journal:
    """Up to ROWS_SHOWN rows that are asked for, newest first, beginning after a place.

    Entries whose story is of a `hidden` kind fold as in `rules/journal.py`.
    """
    asked = _entries(wanted, hidden)
    listed = list(_after(asked, after).values_list("effective_on", "id")[: ROWS_SHOWN + 1])
    places = [place_of(on, entry_id) for on, entry_id in listed]
    folded: list[Fold] = []
    if hidden and not wanted.looks_inside:
        oldest = places[-1] if len(places) > ROWS_SHOWN else None
        found = folds.before(after, today=today, hidden=hidden, wanted=wanted)
        within = (fold for fold in found if oldest is None or fold.place > oldest)
        folded = list(islice(within, ROWS_SHOWN + 1))
    standing = sorted([*places, *(fold.place for fold in folded)], reverse=True)
    shown = frozenset(standing[:ROWS_SHOWN])
    rows = [*_entry_rows(shown), *_fold_rows([fold for fold in folded if fold.place in shown])]
    more = min(shown) if len(standing) > ROWS_SHOWN else None
    is_all = after is None and more is None
    return Journal(
        rows=tuple(sorted(rows, key=lambda row: row.place, reverse=True)),
        total=sum(row.entries for row in rows)
        if is_all
        else _total(asked, wanted, today=today, hidden=hidden),
        more=more,
        leaves_private_out=bool(hidden) and wanted.looks_inside,
    )


def _entries(wanted: Wanted, hidden: AbstractSet[str]) -> QuerySet[JournalEntry]:
    """What is asked for and may be shown by itself."""
    rows = JournalEntry.objects.all()
    if hidden:
        rows = rows.exclude(folds.story_is(hidden))
    if wanted.from_on is not None:
        rows = rows.filter(effective_on__gte=wanted.from_on)
    if wanted.to_on is not None:
        rows = rows.filter(effective_on__lte=wanted.to_on)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.only_pairs:
        undone = JournalEntry.objects.filter(reverses_id=OuterRef("pk"))
        rows = rows.filter(Q(reverses__isnull=False) | Exists(undone))
    if wanted.words:
        said = EntryNote.objects.filter(entry_id=OuterRef("pk"), words__icontains=wanted.words)
        rows = rows.filter(Exists(said))
    if wanted.by_line:
        rows = rows.filter(Exists(_lines(wanted)))
    return rows


def _lines(wanted: Wanted) -> QuerySet[Posting]:
    """The lines that an entry must have one of."""
    lines = Posting.objects.filter(entry_id=OuterRef("pk"))
    if wanted.account_id is not None:
        lines = lines.filter(account_id=wanted.account_id)
    if wanted.fund_id is not None:
        lines = lines.filter(account__fund_id=wanted.fund_id)
    if wanted.unit:
        lines = lines.filter(unit__code=wanted.unit)
    if wanted.by_amount:
        lines = lines.filter(unit__code=wanted.amount_unit)
    if (least := wanted.amount_from) is not None:
        lines = lines.filter(Q(amount__gte=least) | Q(amount__lte=-least))
    if (most := wanted.amount_to) is not None:
        lines = lines.filter(amount__range=(-most, most))
    return lines


def _after(rows: QuerySet[JournalEntry], place: Place | None) -> QuerySet[JournalEntry]:
    """Those behind a place, newest first."""
    if place is not None:
        older = Q(effective_on__lt=place.on)
        if place.of_entry:
            older |= Q(effective_on=place.on, id__lt=UUID(place.key))
        rows = rows.filter(older)
    return rows.order_by("-effective_on", "-id")


def _total(
    asked: QuerySet[JournalEntry],
    wanted: Wanted,
    *,
    today: date,
    hidden: AbstractSet[str],
) -> int | None:
    """How many entries are asked for; None beyond what can be counted at once."""
    public = asked.order_by()[: COUNTED_MAX + 1].count()
    if public > COUNTED_MAX:
        return None
    if not hidden or wanted.looks_inside:
        return public
    span = _span(wanted, today)
    if span is None:
        return None
    found = folds.between(*span, today=today, hidden=hidden, wanted=wanted)
    return public + sum(fold.entries for fold in found)


def _span(wanted: Wanted, today: date) -> tuple[date, date] | None:
    """The days asked for, where their months are few enough to be read for a count."""
    if wanted.from_on is None:
        return None
    last = wanted.to_on or max(today, wanted.from_on)
    first_month = months.ending_with(months.first_of(last), COUNTED_MONTHS_MAX)[0]
    return (wanted.from_on, last) if first_month <= wanted.from_on else None


def _entry_rows(places: Iterable[Place]) -> list[JournalRow]:
    ids = [UUID(place.key) for place in places if place.of_entry]
    moves = moves_of(ids)
    return [
        _entry_row(movement, moves[movement.entry_id])
        for movement in movements.movements(dict.fromkeys(ids, 0))
    ]


def _entry_row(entry: Movement, moves: tuple[Move, ...]) -> JournalRow:
    return JournalRow(
        place=place_of(entry.on, entry.entry_id),
        kind=entry.kind,
        title=title(kind=entry.kind, count=entry.count, words=entry.words),
        by=entry.by,
        moves=moves,
        entries=1,
        private=False,
        entry_id=entry.entry_id,
        reverses_id=entry.reverses_id,
        reverses_on=entry.reverses_on,
        reversed_by_id=entry.reversed_by_id,
        reversed_on=entry.reversed_on,
    )


def _fold_rows(folded: list[Fold]) -> list[JournalRow]:
    named = account_names.names(
        {account for fold in folded for account in (*fold.out_of, *fold.into)}
    )
    return [
        JournalRow(
            place=fold.place,
            kind=fold.kind,
            title=title(kind=fold.kind, count=fold.entries, words=""),
            by="",
            moves=(
                Move(
                    unit=fold.unit,
                    scale=named[(*fold.out_of, *fold.into)[0]].scale,
                    amount=fold.amount,
                    out_of=tuple(named[account] for account in fold.out_of),
                    into=tuple(named[account] for account in fold.into),
                ),
            ),
            entries=fold.entries,
            private=True,
        )
        for fold in folded
    ]


def moves_of(entry_ids: Collection[UUID]) -> dict[UUID, tuple[Move, ...]]:
    """What each entry moved, unit by unit, in one query."""
    lines = (
        Posting.objects.filter(entry_id__in=entry_ids)
        .select_related("account__unit")
        .order_by("entry_id", "unit__code", "account__code")
    )
    grouped: dict[UUID, dict[str, list[Posting]]] = {entry_id: {} for entry_id in entry_ids}
    for line in lines:
        grouped[line.entry_id].setdefault(line.account.unit.code, []).append(line)
    return {
        entry_id: tuple(_move(unit, group) for unit, group in units.items())
        for entry_id, units in grouped.items()
    }


def _move(unit: str, lines: list[Posting]) -> Move:
    return Move(
        unit=unit,
        scale=lines[0].account.unit.scale,
        amount=sum(max(0, line.amount) for line in lines),
        out_of=tuple(account_names.name_of(line.account) for line in lines if line.amount < 0),
        into=tuple(account_names.name_of(line.account) for line in lines if line.amount > 0),
    )
