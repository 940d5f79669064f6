"""Whether a thing may be booked, fetched, given back now, and if not, why."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.refusals import (
    AlreadyBooked,
    DayIsPast,
    GoodsRefused,
    LastBeforeFirst,
    NotLent,
    NotNow,
    NotYetYourDay,
    StillOut,
    TooFarAhead,
    TooLong,
    TooManyThings,
)
from provisioning.goods.rules.days import ONE_DAY, length
from provisioning.goods.rules.limits import DAYS_AHEAD_MAX
from provisioning.wording import say_day
from unions.founding.queries.union_policies import whole
from unions.people.models.membership import Membership


def check_can_book(good: SharedGood, *, first_on: date, last_on: date, by: Membership) -> None:
    """Raise NotLent, LastBeforeFirst, DayIsPast, TooFarAhead, TooLong, TooManyThings or
    AlreadyBooked; the words name the days."""
    if good.state != SharedGood.State.AVAILABLE:
        raise NotLent(why_not_lent(good))
    _check_days(good, first_on, last_on)
    today = timezone.localdate()
    active = Booking.objects.active()
    if active.filter(person_id=by.person_id).count() >= whole("loan.items_max"):
        raise TooManyThings
    in_the_way = active.filter(good=good).reaching(first_on, last_on, today=today)
    clash = in_the_way.order_by("first_on").first()
    if clash is not None:
        raise AlreadyBooked(why_taken(clash))


def check_can_cancel(booking: Booking) -> None:
    """Raise NotNow unless the thing has not been fetched."""
    if not Booking.MOVES.allow(booking.state, Booking.State.CANCELLED):
        raise NotNow


def check_can_fetch(booking: Booking) -> None:
    """Raise NotNow, NotYetYourDay, StillOut or NotLent; the booking is read `with_thing_out`."""
    today = timezone.localdate()
    if not Booking.MOVES.allow(booking.state, Booking.State.OUT) or booking.last_on < today:
        raise NotNow
    if today < booking.first_on:
        raise NotYetYourDay(
            _("Your first day is %(day)s. Nothing was changed.")
            % {"day": say_day(booking.first_on)}
        )
    if booking.thing_is_out:
        raise StillOut
    if booking.good.state != SharedGood.State.AVAILABLE:
        raise NotLent(why_not_lent(booking.good))


def check_can_give_back(booking: Booking) -> None:
    """Raise NotNow unless the thing is out."""
    if not Booking.MOVES.allow(booking.state, Booking.State.RETURNED):
        raise NotNow


def can(check: Callable[[Booking], None], booking: Booking) -> bool:
    """True when a check lets this booking pass."""
    try:
        check(booking)
    except GoodsRefused:
        return False
    return True


def why_taken(clash: Booking) -> str:
    """Which days are taken, and the first day after them; never by whom."""
    days = {"day": say_day(clash.last_on), "first": say_day(clash.first_on)}
    if clash.state == Booking.State.OUT:
        if clash.last_on < timezone.localdate():
            return _("It is out and late back. Nothing was booked. Choose a later first day.")
        return _("Out until %(day)s. Nothing was booked. Choose a later first day.") % days
    if clash.first_on == clash.last_on:
        return _("Booked on %(day)s. Nothing was booked. Choose other days.") % days
    return _("Booked from %(first)s to %(day)s. Nothing was booked. Choose other days.") % days


def why_not_lent(good: SharedGood) -> str:
    """What keeps a thing from being lent."""
    words = {
        SharedGood.State.CHECKING: _("Its steward is looking it over. Nothing was changed."),
        SharedGood.State.REPAIR: _("It is in repair. Nothing was changed."),
        SharedGood.State.RETIRED: _("It is retired and lent no more. Nothing was changed."),
    }
    return words.get(SharedGood.State(good.state), str(NotLent.message))


def _check_days(good: SharedGood, first_on: date, last_on: date) -> None:
    today = timezone.localdate()
    if last_on < first_on:
        raise LastBeforeFirst
    if first_on < today:
        raise DayIsPast
    if last_on > today + timedelta(days=DAYS_AHEAD_MAX):
        raise TooFarAhead
    if length(first_on, last_on) > good.max_days:
        words = ngettext(
            "It is lent for %(days)s day at most. Nothing was booked. Choose %(day)s as last day.",
            "It is lent for %(days)s days at most. Nothing was booked. Choose %(day)s as last day.",
            good.max_days,
        )
        last = first_on + ONE_DAY * (good.max_days - 1)
        raise TooLong(words % {"days": good.max_days, "day": say_day(last)})
