"""What one person gave: their own list, and the chips that log the same again."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Min
from django.utils import timezone

from commonpurse.pledges.queries.pledges import GivenMoney, given_by
from provisioning.contributions.guards.contributions import can_reverse
from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import TAB_OF, Tab
from provisioning.contributions.rules.limits import AGAIN_CHIPS_MAX
from provisioning.contributions.rules.months import after, before, first_of
from provisioning.measures import Quantity, Unit, side_by_side

AGAIN_LOOKED_AT_MAX = 40
ROWS_PER_MONTH_MAX = 400
EXPORT_ROWS_MAX = 5_000


@dataclass(frozen=True)
class Entry:
    """One row of a person's own list."""

    id: UUID
    kind: str
    kind_name: str
    tab: Tab
    amount: Quantity
    what: str
    given_on: date
    seen_by: str
    is_reversal: bool
    is_reversed: bool
    can_reverse: bool

    @property
    def waits(self) -> bool:
        """True while a second person has yet to see it."""
        return not (self.seen_by or self.is_reversal or self.is_reversed)


@dataclass(frozen=True)
class OwnMonth:
    """A month of a person's list, its sums side by side, and the months around it. Money is the
    purse's and stands by itself; it is in no sum."""

    month: date
    entries: list[Entry]
    sums: list[Quantity]
    money: tuple[GivenMoney, ...]
    earlier: date | None
    later: date | None


@dataclass(frozen=True)
class Again:
    """An own entry to log once more with one tap."""

    id: UUID
    what: str
    tab: Tab
    amount: Quantity


def own_month(*, person_id: UUID, month: date) -> OwnMonth:
    """All that a person logged for one month, newest first; reversals stand beside entries."""
    own = Contribution.objects.of(person_id)
    rows = (
        own.between(month, after(month))
        .select_related("seen_by__person")
        .prefetch_related("reversals")
        .order_by("-given_on", "-id")[:ROWS_PER_MONTH_MAX]
    )
    entries = [_entry(row) for row in rows]
    span = own.aggregate(first=Min("given_on"), last=Max("given_on"))
    this_month = first_of(timezone.localdate())
    has_earlier = span["first"] is not None and span["first"] < month
    return OwnMonth(
        month=month,
        entries=entries,
        sums=list(side_by_side(entry.amount for entry in entries).values()),
        money=given_by(person_id, first_on=month, last_on=after(month) - timedelta(days=1)),
        earlier=before(month) if has_earlier else None,
        later=after(month) if month < this_month else None,
    )


def again(person_id: UUID) -> list[Again]:
    """The last three different things this person logged, newest first."""
    rows = Contribution.objects.of(person_id).standing().order_by("-id")[:AGAIN_LOOKED_AT_MAX]
    chips: dict[tuple[str, str, int], Again] = {}
    for row in rows:
        key = (row.kind, row.what.casefold(), row.quantity)
        chips.setdefault(key, Again(row.id, row.what, TAB_OF[Unit(row.unit)], row.amount))
        if len(chips) == AGAIN_CHIPS_MAX:
            break
    return list(chips.values())


def one(*, contribution_id: UUID, person_id: UUID) -> Entry | None:
    """One own entry, or None."""
    row = (
        Contribution.objects.of(person_id)
        .select_related("seen_by__person")
        .filter(id=contribution_id)
        .first()
    )
    return None if row is None else _entry(row)


def newest(*, person_id: UUID, limit: int, offset: int = 0) -> list[Entry]:
    """Own entries, the last logged first."""
    rows = (
        Contribution.objects.of(person_id)
        .select_related("seen_by__person")
        .prefetch_related("reversals")
        .order_by("-id")[offset : offset + limit]
    )
    return [_entry(row) for row in rows]


def all_own(person_id: UUID) -> list[Entry]:
    """A person's whole list, oldest first, for their sheet; at most EXPORT_ROWS_MAX rows."""
    rows = (
        Contribution.objects.of(person_id)
        .select_related("seen_by__person")
        .prefetch_related("reversals")
        .order_by("given_on", "id")[:EXPORT_ROWS_MAX]
    )
    return [_entry(row) for row in rows]


def _entry(row: Contribution) -> Entry:
    return Entry(
        id=row.id,
        kind=row.kind,
        kind_name=str(Contribution.Kind(row.kind).label),
        tab=TAB_OF[Unit(row.unit)],
        amount=row.amount,
        what=row.what,
        given_on=row.given_on,
        seen_by=row.seen_by.person.display_name if row.seen_by else "",
        is_reversal=row.reverses_id is not None,
        is_reversed=bool(row.reversals.all()),
        can_reverse=can_reverse(row),
    )
