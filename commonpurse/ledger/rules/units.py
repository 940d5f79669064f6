"""What can be counted in the books."""

from enum import StrEnum


class UnitKind(StrEnum):
    """Kinds never mix: no posting leads from hours to money."""

    MONEY = "money"
    HOURS = "hours"
    MASS = "mass"
    COUNT = "count"


# ISO 4217 currencies whose smallest part is not a hundredth.
_OTHER_SCALES = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
    "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip


def currency_scale(code: str) -> int:
    """How many digits stand behind the point in amounts of this currency."""
    return _OTHER_SCALES.get(code, 2)
