"""Exact whole amounts as the reader's language writes them.

An amount is an integer in the smallest part of its unit: minor units of a currency, minutes, grams,
millilitres, pieces. Each tag shows one amount with its unit; nothing here adds or converts.
"""

from decimal import Decimal
from typing import Protocol

from babel.core import Locale
from babel.numbers import format_currency, format_decimal, get_currency_precision
from django import template
from django.utils.translation import get_language, gettext, ngettext

register = template.Library()

MINUTES_PER_HOUR = 60
CURRENCY_LETTERS = 3
# English is written as in Britain and Ireland: the day before the month.
WRITTEN_AS = {"en": "en_GB"}
# Smallest unit → the unit it is shown in, with the number of decimal places between them.
SCALED = {"g": ("kg", 3), "ml": ("l", 3), "wh": ("kWh", 3), "cm": ("m", 2)}


class InUnits(Protocol):
    """What says in which unit its amounts are, and how many digits stand behind the point."""

    @property
    def unit(self) -> str:
        """The unit's code."""

    @property
    def scale(self) -> int:
        """The digits behind the point."""


def reader_locale() -> Locale:
    """Babel's locale for the language this page is shown in."""
    language = get_language() or "en"
    return Locale.parse(WRITTEN_AS.get(language, language).replace("-", "_"))


@register.filter
def money(amount_minor: int, currency: str) -> str:
    """`575000` in `GBP` → `£5,750.00` in English, `5.750,00 £` in German."""
    places = get_currency_precision(currency)
    amount = Decimal(amount_minor).scaleb(-places)
    return str(format_currency(amount, currency, locale=reader_locale()))


@register.filter
def amount_only(amount_minor: int, currency: str) -> str:
    """The amount without the currency's sign, for tables that name the currency once."""
    places = get_currency_precision(currency)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    amount = Decimal(amount_minor).scaleb(-places)
    return str(format_decimal(amount, format=pattern, locale=reader_locale()))


@register.filter
def whole(number: int) -> str:
    """`1200` → `1,200`."""
    return str(format_decimal(number, locale=reader_locale()))


@register.filter
def duration(minutes: int) -> str:
    """`90` → `1 h 30 m`, `60` → `1 h`, `30` → `30 m`."""
    sign = "-" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), MINUTES_PER_HOUR)
    values = {"hours": whole(hours), "minutes": rest}
    if hours and rest:
        return sign + gettext("%(hours)s h %(minutes)s m") % values
    if hours:
        return sign + gettext("%(hours)s h") % values
    return sign + gettext("%(minutes)s m") % values


@register.filter
def quantity(amount: int, unit: str) -> str:
    """An amount in the smallest part of its unit, with the unit: `30000`, `g` → `30 kg`."""
    if len(unit) == CURRENCY_LETTERS and unit.isupper():
        return money(amount, unit)
    if unit == "min":
        return duration(amount)
    if unit in SCALED:
        name, places = SCALED[unit]
        return f"{format_decimal(Decimal(amount).scaleb(-places), locale=reader_locale())} {name}"
    return counted(amount, unit)


def counted(number: int, unit: str) -> str:
    """A whole number of things, with the word in its right form."""
    words = {
        "piece": ngettext("%(number)s piece", "%(number)s pieces", number),
        "night": ngettext("%(number)s night", "%(number)s nights", number),
        "session": ngettext("%(number)s session", "%(number)s sessions", number),
        "guide": ngettext("%(number)s guide", "%(number)s guides", number),
        "person": ngettext("%(number)s person", "%(number)s people", number),
        "m2": "%(number)s m²",
    }
    return words.get(unit, f"%(number)s {unit.replace('%', '%%')}") % {"number": whole(number)}


@register.filter
def unit_name(unit: str) -> str:
    """The unit as a heading of a column or chart: `min` → `h`, `g` → `kg`, `GBP` → `GBP`."""
    words = {
        "min": gettext("h"),
        "piece": gettext("pieces"),
        "night": gettext("nights"),
        "session": gettext("sessions"),
        "guide": gettext("guides"),
        "m2": "m²",
    }
    return words.get(unit) or SCALED.get(unit, (unit, 0))[0]


@register.filter
def in_unit(amount: int, unit: str) -> str:
    """Only the number, in the unit that `unit_name` names: `12750`, `min` → `212.5`."""
    if len(unit) == CURRENCY_LETTERS and unit.isupper():
        return amount_only(amount, unit)
    if unit == "min":
        hours = Decimal(amount) / MINUTES_PER_HOUR
        return str(format_decimal(hours, format="#,##0.##", locale=reader_locale()))
    places = SCALED[unit][1] if unit in SCALED else 0
    return str(format_decimal(Decimal(amount).scaleb(-places), locale=reader_locale()))


@register.filter
def told(amount: int, of: InUnits) -> str:
    """An amount of the books with its unit, as `of` says: `1250` of kg with 2 → `12.50 kg`."""
    if _is_known(of):
        return quantity(amount, of.unit)
    return f"{figures(amount, of)} {of.unit}"


@register.filter
def figures(amount: int, of: InUnits) -> str:
    """Only the number of it, for columns that name the unit once."""
    if _is_known(of):
        return in_unit(amount, of.unit)
    pattern = "#,##0" + ("." + "0" * of.scale if of.scale else "")
    number = Decimal(amount).scaleb(-of.scale)
    return str(format_decimal(number, format=pattern, locale=reader_locale()))


def _is_known(of: InUnits) -> bool:
    """Whether the unit is a currency, or one whose smallest part we write by ourselves."""
    if len(of.unit) == CURRENCY_LETTERS and of.unit.isupper():
        return get_currency_precision(of.unit) == of.scale
    return of.scale == 0
