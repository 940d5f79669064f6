"""The page of one thing: its card, its days, and the reader's own bookings of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from provisioning.goods.guards.bookings import check_can_book
from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.queries.bookings import OwnBooking, own_booking
from provisioning.goods.queries.shared_goods import Card, away_today, card_of
from provisioning.goods.refusals import GoodsRefused
from provisioning.goods.rules.days import Chosen, DayState, Taken, state_of, weeks
from provisioning.goods.rules.limits import DAYS_AHEAD_MAX, DAYS_IN_WEEK, WEEKS_SHOWN
from provisioning.wording import say_days
from unions.people.models.membership import Membership
from unions.refusals import NotFound

SPAN = timedelta(days=DAYS_IN_WEEK * WEEKS_SHOWN)


@dataclass(frozen=True)
class Day:
    """One cell of the table of days."""

    date: date
    state: DayState
    word: str
    is_free: bool
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """The days pointed at; `why_not` says why they cannot be booked, empty where they can."""

    first_on: date
    last_on: date
    words: str
    why_not: str


@dataclass(frozen=True)
class Move:
    """What a steward can do with a thing: the state it gets, and the words on the button."""

    to: str
    words: str


@dataclass(frozen=True)
class Thing:
    """All that the page of a thing shows one reader."""

    card: Card
    rules: str
    report: str
    moves: list[Move]
    steward: str
    max_days: int
    weeks: list[list[Day]]
    choice: Choice | None
    own: list[OwnBooking]
    begins_on: date
    earlier: date | None
    later: date | None


def thing(*, code: str, reader: Membership, chosen: Chosen, from_on: date | None = None) -> Thing:
    """A thing with its days from a day's week on. Raises NotFound.

    Without a choice the first free day is proposed.
    """
    good = _find(code)
    today = timezone.localdate()
    begin = _begin(from_on, chosen.first_on, today)
    taken = _taken(good, reader, begin, today)
    states = {day: _day_state(good, day, today, taken) for week in weeks(begin) for day in week}
    choice = _choice(good, reader, chosen, states)
    return Thing(
        card=card_of(good),
        rules=good.rules,
        report=good.report,
        moves=_moves(good),
        steward=good.steward.display_name if good.steward else "",
        max_days=good.max_days,
        weeks=[[_cell(day, states[day], choice) for day in week] for week in weeks(begin)],
        choice=choice,
        own=_own(good, reader),
        begins_on=begin,
        earlier=begin - SPAN if begin > today else None,
        later=begin + SPAN if begin + SPAN <= today + timedelta(days=DAYS_AHEAD_MAX) else None,
    )


def free_days(*, code: str, from_on: date, until_on: date, reader: Membership) -> list[date]:
    """The days of a thing that can be booked, both ends included. Raises NotFound."""
    good, today = _find(code), timezone.localdate()
    if good.state != SharedGood.State.AVAILABLE:
        return []
    last = min(until_on, today + timedelta(days=DAYS_AHEAD_MAX))
    if from_on > last:
        return []
    taken = _taken(good, reader, from_on, today)
    days = [from_on + timedelta(days=n) for n in range((last - from_on).days + 1)]
    return [day for day in days if state_of(day, today=today, taken=taken) is DayState.FREE]


def _find(code: str) -> SharedGood:
    rows = SharedGood.objects.select_related("steward").prefetch_related(away_today())
    good = rows.filter(code=code).first()
    if good is None:
        raise NotFound
    return good


def _begin(from_on: date | None, first_on: date | None, today: date) -> date:
    """Where the table begins: where the reader turned to, else today; the first day chosen is
    always in it."""
    begin = from_on if from_on and _within_reach(from_on, today) else today
    if first_on and _within_reach(first_on, today) and first_on > weeks(begin)[-1][-1]:
        return first_on
    return begin


def _within_reach(day: date, today: date) -> bool:
    return today <= day <= today + timedelta(days=DAYS_AHEAD_MAX)


def _taken(good: SharedGood, reader: Membership, begin: date, today: date) -> list[Taken]:
    rows = Booking.objects.active().filter(good=good).order_by("first_on")
    spans = rows.reaching(min(begin, today), begin + timedelta(days=DAYS_AHEAD_MAX), today=today)
    return [_span(row, reader, today) for row in spans]


def _span(row: Booking, reader: Membership, today: date) -> Taken:
    if row.person_id == reader.person_id:
        state = DayState.YOURS
    else:
        state = DayState.OUT if row.state == Booking.State.OUT else DayState.BOOKED
    # A thing that is late back is away today, whatever was agreed.
    last = max(row.last_on, today) if row.state == Booking.State.OUT else row.last_on
    return Taken(row.first_on, last, state)


def _day_state(good: SharedGood, day: date, today: date, taken: list[Taken]) -> DayState:
    state = state_of(day, today=today, taken=taken)
    if state is DayState.FREE and good.state != SharedGood.State.AVAILABLE:
        return DayState.CHECK
    if state is DayState.FREE and day > today + timedelta(days=DAYS_AHEAD_MAX):
        return DayState.PAST
    return state


def _choice(
    good: SharedGood, reader: Membership, chosen: Chosen, states: dict[date, DayState]
) -> Choice | None:
    first = chosen.first_on
    if first is None:
        free = [day for day, state in states.items() if state is DayState.FREE]
        if not free:
            return None
        first = free[0]
    last = chosen.last_on or first
    try:
        check_can_book(good, first_on=first, last_on=last, by=reader)
    except GoodsRefused as refusal:
        return Choice(first, last, say_days(first, last), str(refusal))
    return Choice(first, last, say_days(first, last), "")


def _cell(day: date, state: DayState, choice: Choice | None) -> Day:
    is_chosen = choice is not None and choice.first_on <= day <= choice.last_on
    is_free = state is DayState.FREE
    return Day(day, state, _word(state), is_free, is_chosen and is_free)


def _word(state: DayState) -> str:
    words = {
        DayState.FREE: _("Free"),
        DayState.BOOKED: _("Booked"),
        DayState.OUT: pgettext("thing", "Out"),
        DayState.YOURS: _("Yours"),
        DayState.CHECK: pgettext("thing", "Check"),
        DayState.PAST: "",
    }
    return words[state]


def _moves(good: SharedGood) -> list[Move]:
    words = {
        SharedGood.State.AVAILABLE: _("Lend it again"),
        SharedGood.State.CHECKING: _("Look it over"),
        SharedGood.State.REPAIR: _("Send it to repair"),
        SharedGood.State.RETIRED: _("Retire it"),
    }
    return [Move(to, words[to]) for to in words if SharedGood.MOVES.allow(good.state, to)]


def _own(good: SharedGood, reader: Membership) -> list[OwnBooking]:
    rows = Booking.objects.with_thing_out().active().filter(good=good, person_id=reader.person_id)
    return [own_booking(row) for row in rows.select_related("good").order_by("first_on")]
