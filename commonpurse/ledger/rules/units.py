"""What can be counted in the books."""

from enum import StrEnum

from babel.numbers import get_currency_precision


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
