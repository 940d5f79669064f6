"""By which way money comes in and goes out."""

from enum import StrEnum


class Way(StrEnum):
    """Each is an account outside the purse."""

    BANK = "bank"
    CASH = "cash"
