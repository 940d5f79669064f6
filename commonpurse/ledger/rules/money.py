"""Amounts of one unit: exact integers in its smallest part, read from and written as text."""

from dataclasses import dataclass

AMOUNT_MAX = 2**63 - 1
SCALE_MAX = 6
TEXT_LENGTH_MAX = 40

_SPACES = " \u00a0\u202f\u2009'’"
_SEPARATORS = ".,"
_GROUP = 3


class UnreadableAmountError(ValueError):
    """The text is no amount of this unit."""


class UnlikeUnitsError(ValueError):
    """Two amounts of different units were to be added."""


@dataclass(frozen=True, slots=True, order=False)
class Amount:
    """`value` in the smallest part of `unit`; `scale` digits stand behind the point."""

    value: int
    unit: str
    scale: int

    def __add__(self, other: "Amount") -> "Amount":
        """The sum; raises UnlikeUnitsError unless both have the same unit."""
        if (self.unit, self.scale) != (other.unit, other.scale):
            raise UnlikeUnitsError(self.unit, other.unit)
        return Amount(self.value + other.value, self.unit, self.scale)

    def __neg__(self) -> "Amount":
        """The same amount the other way."""
        return Amount(-self.value, self.unit, self.scale)

    def __sub__(self, other: "Amount") -> "Amount":
        """The difference; raises UnlikeUnitsError unless both have the same unit."""
        return self + -other

    @property
    def plain(self) -> str:
        """The number for machines, without grouping: 1234.50."""
        return plain(self.value, self.scale)


def plain(value: int, scale: int) -> str:
    """`value` smallest parts with a point before the last `scale` digits: (123450, 2) → 1234.50."""
    sign = "-" if value < 0 else ""
    digits = str(abs(value)).rjust(scale + 1, "0")
    if scale == 0:
        return sign + digits
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}"


def read(text: str, scale: int) -> int:
    """Smallest parts written in `text`: 12 · 12.5 · 12,50 · 1,234.50 · 1.234,50 · 1 234.

    A last separator followed by exactly three digits groups thousands when the unit has fewer
    than three digits behind the point. Raises UnreadableAmountError.
    """
    if len(text) > TEXT_LENGTH_MAX:
        raise UnreadableAmountError(text)
    compact = "".join(sign for sign in text.strip() if sign not in _SPACES)
    negative = compact[:1] in {"-", "−"}
    whole, fraction = _split(compact[1:] if negative else compact, scale)
    if not whole.isascii() or not whole.isdigit() or len(fraction) > scale:
        raise UnreadableAmountError(text)
    if fraction and not (fraction.isascii() and fraction.isdigit()):
        raise UnreadableAmountError(text)
    value = int(whole + fraction.ljust(scale, "0"))
    if value > AMOUNT_MAX:
        raise UnreadableAmountError(text)
    return -value if negative else value


def _split(text: str, scale: int) -> tuple[str, str]:
    """The digits before and behind the decimal separator, grouping taken out."""
    last = max(text.rfind(sign) for sign in _SEPARATORS)
    if last < 0:
        return text, ""
    head, mark, tail = text[:last], text[last], text[last + 1 :]
    if len(tail) == _GROUP and scale < _GROUP:
        return _ungroup(head, mark) + tail, ""
    if not tail or mark in head:
        raise UnreadableAmountError(text)
    grouping = "," if mark == "." else "."
    return _ungroup(head, grouping) if grouping in head else head, tail


def _ungroup(text: str, mark: str) -> str:
    """Digits whose groups of three are parted by `mark`; raises UnreadableAmountError."""
    first, *groups = text.split(mark)
    if not 1 <= len(first) <= _GROUP or any(len(group) != _GROUP for group in groups):
        raise UnreadableAmountError(text)
    return first + "".join(groups)
