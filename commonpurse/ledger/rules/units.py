"""What can be counted in the books."""

import re
from enum import StrEnum

from babel.numbers import get_currency_precision, list_currencies

from commonpurse.ledger.rules.money import SCALE_MAX

# A word that no currency has in small letters: other software writes both in capitals.
_WORD = re.compile(r"[a-z][a-z0-9]{0,11}")
_CURRENCIES = frozenset(list_currencies())


class UnitKind(StrEnum):
    """Kinds never mix: no posting leads from hours to money."""

    MONEY = "money"
    HOURS = "hours"
    MASS = "mass"
    COUNT = "count"


def currency_scale(code: str) -> int:
    """How many digits stand behind the point in amounts of this currency.

    The same table that pages write amounts by, so that both agree on the minor unit.
    """
    return int(get_currency_precision(code))


def can_be_unit(*, code: str, scale: int, kind: UnitKind) -> bool:
    """Whether a unit may be called so and have `scale` digits behind the point.

    Money goes by its ISO code and has the digits of its currency; all else goes by a short word in
    small letters.
    """
    if kind is UnitKind.MONEY:
        return code in _CURRENCIES and scale == currency_scale(code)
    is_word = _WORD.fullmatch(code) is not None and code.upper() not in _CURRENCIES
    return is_word and 0 <= scale <= SCALE_MAX


def kind_shown(kind: UnitKind) -> str:
    """The kind of thing, as pages draw and name it, that is counted in such a unit."""
    return {UnitKind.MONEY: "money", UnitKind.HOURS: "hours"}.get(kind, "goods")
