"""How quantities and days are said to people, in the reader's language."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from provisioning.measures import GRAMS_PER_KILO, MINUTES_PER_HOUR, Quantity, Unit


def locale() -> str:
    """The reader's locale as Babel names it."""
    return to_locale(get_language() or "en")


def say(quantity: Quantity) -> str:
    """A quantity in words, for example "1 h 30 m", "2.5 kg" or "3 pieces"."""
    if quantity.amount < 0:
        return "\N{MINUS SIGN}" + say(-quantity)
    if quantity.unit is Unit.MINUTE:
        return _say_minutes(quantity.amount)
    if quantity.unit is Unit.GRAM:
        kilos = format_decimal(Decimal(quantity.amount) / GRAMS_PER_KILO, locale=locale())
        return _("%(number)s kg") % {"number": kilos}
    return _say_counted(quantity)


def say_number(number: int) -> str:
    """A whole number as the reader's language writes it."""
    return format_decimal(number, locale=locale())


def say_day(day: date) -> str:
    """A day with its weekday, for example "Tue 1 Dec"."""
    return format_date(day, _("EEE d MMM"), locale=locale())


def say_days(first: date, last: date) -> str:
    """One day, or a first and a last day."""
    if first == last:
        return say_day(first)
    return _("%(first)s to %(last)s") % {"first": say_day(first), "last": say_day(last)}


def say_month(day: date) -> str:
    """The month of a day, for example "November 2026"."""
    return format_date(day, _("LLLL yyyy"), locale=locale())


def say_month_shortly(day: date) -> str:
    """The month of a day in a chart, for example "Nov"."""
    return format_date(day, "LLL", locale=locale())


def _say_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    words = {"hours": say_number(hours), "minutes": rest}
    if not hours:
        return _("%(minutes)s m") % words
    if not rest:
        return _("%(hours)s h") % words
    return _("%(hours)s h %(minutes)s m") % words


def _say_counted(quantity: Quantity) -> str:
    count = quantity.amount
    forms = {
        Unit.PIECE: ngettext("%(number)s piece", "%(number)s pieces", count),
        Unit.NIGHT: ngettext("%(number)s night", "%(number)s nights", count),
        Unit.SESSION: ngettext("%(number)s session", "%(number)s sessions", count),
        Unit.GUIDE: ngettext("%(number)s guide", "%(number)s guides", count),
    }
    return forms[quantity.unit] % {"number": say_number(count)}
