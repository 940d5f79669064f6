"""Days and moments in the reader's language and the union's zone."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_skeleton, format_time
from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from unions.templatetags.amounts import reader_locale

register = template.Library()

SOON_DAYS = 13
TODAY, TOMORROW, YESTERDAY = 0, 1, -1


def here(moment: date) -> date:
    """A moment as it is in the zone the page is shown in; a day stays as it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment


def written(moment: date, skeleton: str) -> str:
    """Words for the parts the skeleton names, in the order of the reader's language."""
    # English guides of style drop the comma after a short weekday: "Tue 1 Dec".
    locale = reader_locale()
    words = str(format_skeleton(skeleton, here(moment), tzinfo=None, locale=locale))
    return words.replace(",", "", 1) if locale.language == "en" else words


@register.filter
def day(moment: date) -> str:
    """`Tue 1 Dec`."""
    return written(moment, "MMMEd")


@register.filter
def long_day(moment: date) -> str:
    """`Tuesday 1 December`."""
    return written(moment, "MMMMEEEEd")


@register.filter
def short_day(moment: date) -> str:
    """`1 Dec`."""
    return written(moment, "MMMd")


@register.filter
def full_day(moment: date) -> str:
    """`1 December 2026`."""
    return str(format_date(here(moment), format="long", locale=reader_locale()))


@register.filter
def weekday(moment: date) -> str:
    """`Tuesday`."""
    return str(format_date(here(moment), "EEEE", locale=reader_locale()))


@register.filter
def short_weekday(moment: date) -> str:
    """`Tue`."""
    return str(format_date(here(moment), "EEE", locale=reader_locale()))


@register.filter
def month(moment: date) -> str:
    """`November 2026`."""
    return written(moment, "yMMMM")


@register.filter
def brief_month(moment: date) -> str:
    """`Nov 2026`."""
    return written(moment, "yMMM")


@register.filter
def short_month(moment: date) -> str:
    """`Nov`."""
    return written(moment, "MMM")


@register.filter
def clock_time(moment: datetime) -> str:
    """`20:00`."""
    return str(format_time(timezone.localtime(moment), "short", locale=reader_locale()))


@register.filter
def moment(at: datetime) -> str:
    """`Tue 1 Dec, 20:00`."""
    return gettext("%(day)s, %(time)s") % {"day": day(at), "time": clock_time(at)}


@register.filter
def distance(at: date) -> str:
    """`today`, `tomorrow`, `in 3 days`, `2 days ago`; empty beyond two weeks."""
    days = (as_day(at) - timezone.localdate()).days
    if abs(days) > SOON_DAYS:
        return ""
    near = {
        TODAY: gettext("today"),
        TOMORROW: gettext("tomorrow"),
        YESTERDAY: gettext("yesterday"),
    }
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}


@register.filter
def until(at: date) -> str:
    """`until Tue 1 Dec, 20:00 (in 3 days)`; a day without a time has none here."""
    when = moment(at) if isinstance(at, datetime) else day(at)
    near = distance(at)
    if near:
        return gettext("until %(when)s (%(near)s)") % {"when": when, "near": near}
    return gettext("until %(when)s") % {"when": when}


@register.filter
def machine_time(at: date) -> str:
    """ISO 8601, for `<time datetime>` and for the value of a day's button."""
    return here(at).isoformat()


@register.filter
def by_weekday(weeks: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Weeks of seven days turned over: a row per weekday, a column per week."""
    return list(zip(*weeks, strict=True))


def as_day(at: date) -> date:
    """The day of a moment where the page is shown; a day is itself."""
    local = here(at)
    return local.date() if isinstance(local, datetime) else local
