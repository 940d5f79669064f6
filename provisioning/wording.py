"""How quantities and days are said in sentences, in the reader's language."""

from datetime import date

from django.utils.translation import gettext as _

from provisioning.measures import Quantity, Unit
from unions.templatetags.amounts import quantity as words_of
from unions.templatetags.moments import day as words_of_day


def say(quantity: Quantity) -> str:
    """A quantity in words, for example "1 h 30 m", "2.5 kg" or "3 pieces"."""
    return words_of(quantity.amount, quantity.unit.value)


def title_of(unit: Unit) -> str:
    """What is counted in a unit, as a heading."""
    titles = {
        Unit.MINUTE: _("Hours"),
        Unit.GRAM: _("Goods by weight"),
        Unit.PIECE: _("Goods by the piece"),
        Unit.NIGHT: _("Space by the night"),
        Unit.SESSION: _("Sessions"),
        Unit.GUIDE: _("Guides"),
    }
    return titles[unit]


def say_day(day: date) -> str:
    """A day with its weekday, for example "Tue 1 Dec"."""
    return words_of_day(day)


def say_days(first: date, last: date) -> str:
    """One day, or a first and a last day."""
    if first == last:
        return say_day(first)
    return _("%(first)s to %(last)s") % {"first": say_day(first), "last": say_day(last)}
