"""How quantities and days are said in sentences, in the reader's language."""

from datetime import date

from django.utils.translation import gettext as _

from provisioning.measures import Quantity
from unions.templatetags.amounts import quantity as words_of
from unions.templatetags.moments import day as words_of_day


def say(quantity: Quantity) -> str:
    """A quantity in words, for example "1 h 30 m", "2.5 kg" or "3 pieces"."""
    return words_of(quantity.amount, quantity.unit.value)


def say_day(day: date) -> str:
    """A day with its weekday, for example "Tue 1 Dec"."""
    return words_of_day(day)


def say_days(first: date, last: date) -> str:
    """One day, or a first and a last day."""
    if first == last:
        return say_day(first)
    return _("%(first)s to %(last)s") % {"first": say_day(first), "last": say_day(last)}
