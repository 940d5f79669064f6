"""Reads amounts as people type them, into exact whole units."""

import re
from decimal import Decimal

from provisioning.contributions.rules.limits import AMOUNT_CHARS_MAX
from provisioning.measures import GRAMS_PER_KILO, MINUTES_PER_HOUR

CLOCK = re.compile(r"(\d{1,4})\s*:\s*([0-5]\d)")
HOURS = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?\s*(?:h|hours?|horas?|std\.?)?", re.IGNORECASE)
MINUTES = re.compile(r"(\d{1,6})\s*(?:m|min|minutes?|minutos?|minuten)", re.IGNORECASE)
BOTH = re.compile(r"(\d{1,4})\s*h\s*(\d{1,2})\s*(?:m|min)?", re.IGNORECASE)
KILOS = re.compile(r"(\d{1,7})(?:[.,](\d{1,3}))?\s*(?:kg)?", re.IGNORECASE)
COUNT = re.compile(r"\d{1,9}")


class NotAnAmount(ValueError):
    """The words hold no amount of this kind."""


def minutes_from(words: str) -> int:
    """Minutes ≥ 0 from "1:30", "1 h 30", "1.5", "1,5 h" or "90 m". Raises NotAnAmount."""
    text = _tidy(words)
    if found := MINUTES.fullmatch(text):
        return int(found[1])
    if found := CLOCK.fullmatch(text) or BOTH.fullmatch(text):
        return int(found[1]) * MINUTES_PER_HOUR + int(found[2])
    if found := HOURS.fullmatch(text):
        return _whole(_decimal(found[1], found[2]) * MINUTES_PER_HOUR)
    raise NotAnAmount(text)


def grams_from(words: str) -> int:
    """Grams ≥ 0 from kilos such as "2.5" or "2,5 kg". Raises NotAnAmount."""
    found = KILOS.fullmatch(_tidy(words))
    if found is None:
        raise NotAnAmount(words)
    return _whole(_decimal(found[1], found[2]) * GRAMS_PER_KILO)


def count_from(words: str) -> int:
    """Whole things ≥ 0. Raises NotAnAmount."""
    text = _tidy(words)
    if not COUNT.fullmatch(text):
        raise NotAnAmount(text)
    return int(text)


def _tidy(words: str) -> str:
    if len(words) > AMOUNT_CHARS_MAX:
        raise NotAnAmount(words[:AMOUNT_CHARS_MAX])
    return " ".join(words.split())


def _decimal(whole: str, part: str | None) -> Decimal:
    return Decimal(f"{int(whole)}.{part or 0}")


def _whole(amount: Decimal) -> int:
    if amount != int(amount):
        raise NotAnAmount(str(amount))
    return int(amount)
