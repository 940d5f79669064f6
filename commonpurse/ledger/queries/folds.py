"""Private entries as a reader gets them who may not open one: always together with their like."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from uuid import UUID

from django.db.models import Q

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.journal import Fold, Hidden, Place, Wanted, folds

# So many months are read at once, so that a page never waits for the whole history.
MONTHS_AT_ONCE = 3


def story_is(kinds: AbstractSet[str], prefix: str = "") -> Q:
    """Entries of these kinds, and the reversals of such."""
    return Q(**{f"{prefix}kind__in": kinds, f"{prefix}reverses": None}) | Q(
        **{f"{prefix}reverses__kind__in": kinds}
    )


def between(
    first: date, last: date, *, today: date, hidden: AbstractSet[str], wanted: Wanted
) -> list[Fold]:
    """The folds of the months from that of `first` to that of `last` that are asked for, oldest
    first."""
    span = (months.first_of(first), months.last_day(last))
    accounts = _accounts_of(wanted.fund_id)
    found = folds(_hidden_entries(span, hidden), today=today)
    return [fold for fold in found if fold.fits(wanted, accounts)]


def before(
    place: Place | None, *, today: date, hidden: AbstractSet[str], wanted: Wanted
) -> Iterator[Fold]:
    """The folds that are asked for and stand before a place, newest first, read as they are taken.

    Those of the place's own month may stand before it or behind it: all of it is read.
    """
    until = months.last_day(place.on) if place else None
    if wanted.to_on is not None:
        # A fold is told within its month, so none of a later month stands before this day.
        latest = months.last_day(wanted.to_on)
        until = min(until, latest) if until else latest
    while (newest := _newest(until, hidden)) is not None:
        first = months.ending_with(months.first_of(newest), MONTHS_AT_ONCE)[0]
        found = between(first, newest, today=today, hidden=hidden, wanted=wanted)
        yield from (fold for fold in reversed(found) if place is None or fold.place < place)
        if wanted.from_on is not None and first <= wanted.from_on:
            return
        until = months.last_day(months.before(first))


def _newest(until: date | None, hidden: AbstractSet[str]) -> date | None:
    """The day of the newest private entry up to a day."""
    rows = JournalEntry.objects.filter(story_is(hidden))
    if until is not None:
        rows = rows.filter(effective_on__lte=until)
    return rows.order_by("-effective_on").values_list("effective_on", flat=True).first()


def _hidden_entries(span: tuple[date, date], hidden: AbstractSet[str]) -> Iterator[Hidden]:
    """The private entries between two days, one for each of their units."""
    lines = Posting.objects.filter(
        story_is(hidden, "entry__"), entry__effective_on__range=span
    ).select_related("entry__reverses", "unit")
    grouped: dict[tuple[UUID, str], list[Posting]] = defaultdict(list)
    for line in lines:
        grouped[line.entry_id, line.unit.code].append(line)
    for (entry_id, unit), group in grouped.items():
        first = group[0]
        yield Hidden(
            entry_id=entry_id,
            on=first.entry.effective_on,
            kind=first.entry.kind,
            story_kind=(first.entry.reverses or first.entry).kind,
            unit=unit,
            amount=sum(max(0, line.amount) for line in group),
            out_of=tuple(line.account_id for line in group if line.amount < 0),
            into=tuple(line.account_id for line in group if line.amount > 0),
        )


def _accounts_of(fund_id: UUID | None) -> frozenset[UUID]:
    if fund_id is None:
        return frozenset()
    return frozenset(Account.objects.filter(fund_id=fund_id).values_list("id", flat=True))
