"""The catalogue of One Cloak."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from provisioning.goods.models.booking import Booking, BookingQuerySet
from provisioning.goods.models.shared_good import SharedGood, SharedGoodQuerySet
from provisioning.goods.rules.codes import address, tidy
from provisioning.goods.rules.limits import CARDS_PER_PAGE, CARDS_SHOWN_MAX, SEARCH_CHARS_MAX
from provisioning.wording import say_day
from unions.people.queries.people import members
from unions.people.rules.names import sort_key
from unions.refusals import NotFound


@dataclass(frozen=True)
class State:
    """A state as it is shown: a word with an icon, and its tone."""

    word: str
    icon: str
    tone: str


@dataclass(frozen=True)
class Card:
    """A thing on the board."""

    code: str
    address: str
    name: str
    about: str
    place: str
    category: str
    category_name: str
    state: State
    is_free: bool


@dataclass(frozen=True)
class Catalogue:
    """Things that fit the search, by name; `more` is how many to ask for next, or None."""

    cards: list[Card]
    total: int
    more: int | None


@dataclass(frozen=True)
class Steward:
    """Someone who can look after a thing."""

    person_id: UUID
    name: str


FREE = ("circle-check", "done")
WAIT = ("hourglass", "waiting")
LOOK = ("wrench", "waiting")
GONE = ("circle-x", "")


def catalogue(
    *, search: str = "", category: str = "", free_on: date | None = None, shown: int = 0
) -> Catalogue:
    """Things whose name, place or code holds the words, of a kind, free on a day."""
    shown = max(CARDS_PER_PAGE, min(shown, CARDS_SHOWN_MAX))
    rows = _search(SharedGood.objects.kept(), search[:SEARCH_CHARS_MAX].strip())
    if category in SharedGood.Category.values:
        rows = rows.filter(category=category)
    if free_on is not None:
        rows = rows.lendable().exclude(bookings__in=_reaching(free_on))
    total = rows.count()
    found = rows.order_by("sort_key", "code").prefetch_related(away_today())[:shown]
    return Catalogue(
        cards=[card_of(row) for row in found],
        total=total,
        more=shown + CARDS_PER_PAGE if total > shown and shown < CARDS_SHOWN_MAX else None,
    )


def categories() -> list[tuple[str, str]]:
    """Code and name of every category that a thing of this union has."""
    present = set(SharedGood.objects.kept().values_list("category", flat=True).distinct())
    return [(code, str(name)) for code, name in SharedGood.Category.choices if code in present]


def all_categories() -> list[tuple[str, str]]:
    """Code and name of every category."""
    return [(code, str(name)) for code, name in SharedGood.Category.choices]


def stewards() -> list[Steward]:
    """Everyone who may look after a thing, by name."""
    return [Steward(member.person_id, member.name) for member in members()]


def written_card(code: str) -> dict[str, str | int]:
    """What stands on a thing's card now, for the form that changes it. Raises NotFound."""
    row = SharedGood.objects.filter(code=code).first()
    if row is None:
        raise NotFound
    return {
        "code": row.code,
        "name": row.name,
        "about": row.about,
        "category": row.category,
        "place": row.place,
        "steward": str(row.steward_id or ""),
        "max_days": row.max_days,
        "rules": row.rules,
    }


def away_today() -> "Prefetch[str, BookingQuerySet, str]":
    """The bookings that keep a thing away today, for `card_of`."""
    return Prefetch("bookings", queryset=_reaching(timezone.localdate()), to_attr="away")


def card_of(row: SharedGood) -> Card:
    """A thing with `away_today` fetched."""
    away: list[Booking] = row.away  # type: ignore[attr-defined]
    return Card(
        code=row.code,
        address=address(row.code),
        name=row.name,
        about=row.about,
        place=row.place,
        category=row.category,
        category_name=str(SharedGood.Category(row.category).label),
        state=_state(row, away),
        is_free=row.state == SharedGood.State.AVAILABLE and not away,
    )


def _reaching(day: date) -> BookingQuerySet:
    return Booking.objects.active().reaching(day, day, today=timezone.localdate())


def _search(rows: SharedGoodQuerySet, words: str) -> SharedGoodQuerySet:
    if not words:
        return rows
    fits = (
        Q(sort_key__contains=sort_key(words))
        | Q(about__icontains=words)
        | Q(place__icontains=words)
    )
    code = tidy(words)
    return rows.filter(fits | Q(code__contains=code) if code else fits)


def _state(row: SharedGood, away: list[Booking]) -> State:
    if row.state == SharedGood.State.CHECKING:
        return State(_("Being checked"), *LOOK)
    if row.state == SharedGood.State.REPAIR:
        return State(_("In repair"), *LOOK)
    if row.state == SharedGood.State.RETIRED:
        return State(_("Retired"), *GONE)
    return _state_of_days(away)


def _state_of_days(away: list[Booking]) -> State:
    out = [booking for booking in away if booking.state == Booking.State.OUT]
    if out and out[0].last_on < timezone.localdate():
        return State(_("Out, late back"), *WAIT)
    if out:
        return State(_("Out until %(day)s") % {"day": say_day(out[0].last_on)}, *WAIT)
    return State(_("Booked"), *WAIT) if away else State(_("Free"), *FREE)
