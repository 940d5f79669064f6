"""How quantities and days are said in sentences, in the reader's language."""

from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from provisioning.measures import Quantity, Unit
from provisioning.tiers import Tier
from unions.templatetags.amounts import quantity as words_of
from unions.templatetags.amounts import reader_locale
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


def say_tier(tier: str) -> str:
    """The tier as it stands within a sentence."""
    words = {
        Tier.SURVIVAL: _("survival"),
        Tier.HEALTH: _("health"),
        Tier.LIVELIHOOD: _("livelihood"),
        Tier.COMFORT: _("comfort"),
    }
    return words[Tier(tier)]


def say_tier_alone(tier: str) -> str:
    """The tier as a heading or at the beginning of a sentence."""
    return capfirst(say_tier(tier))


def explain_tier(tier: str) -> str:
    """What belongs into a tier, in one sentence."""
    words = {
        Tier.SURVIVAL: _("Without it, food, warmth or a roof is missing."),
        Tier.HEALTH: _("Body or mind would suffer without it."),
        Tier.LIVELIHOOD: _("It lets someone work, learn or get about."),
        Tier.COMFORT: _("It makes life lighter, and can wait."),
    }
    return words[Tier(tier)]


def say_tenths(tenths: int) -> str:
    """Tenths as a number with one place behind the point, for example 28 as "2.8"."""
    number = Decimal(tenths).scaleb(-1)
    return str(format_decimal(number, format="#,##0.0", locale=reader_locale()))
