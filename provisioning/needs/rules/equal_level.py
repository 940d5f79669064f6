"""Equal level: fills claims up to one level that money allows (uniform rule, Sprumont 1991).

Exact integers only. The level comes from the sorted break points start and start + claim with
running sums, never from a search over money: O(n log n).
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Stake:
    """What one person may get in a tier, and what they got lately."""

    person: str
    asked: int
    claim: int
    start: int


@dataclass(frozen=True, slots=True)
class Filled:
    """One tier after filling: the level (None when all claims are met), who got what."""

    level: int | None
    got: Mapping[str, int]
    odd: frozenset[str]

    @property
    def spent(self) -> int:
        """What the tier took from the purse."""
        return sum(self.got.values())


@dataclass(frozen=True, slots=True)
class Curve:
    """F(L) = Σ min(claim, max(0, L − start)) over the stakes of a tier, as break points."""

    stakes: Sequence[Stake]
    _starts: list[int] = field(init=False)
    _start_sums: list[int] = field(init=False)
    _ends: list[int] = field(init=False)
    _end_sums: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the break points once."""
        starts = sorted(stake.start for stake in self.stakes)
        ends = sorted(stake.start + stake.claim for stake in self.stakes)
        for name, value in (
            ("_starts", starts),
            ("_start_sums", [0, *accumulate(starts)]),
            ("_ends", ends),
            ("_end_sums", [0, *accumulate(ends)]),
        ):
            object.__setattr__(self, name, value)

    def at(self, level: int) -> int:
        """F(level): all that have begun count to the level, those that ended only to their end."""
        begun, ended = bisect_right(self._starts, level), bisect_right(self._ends, level)
        rising = level * begun - self._start_sums[begun]
        over = level * ended - self._end_sums[ended]
        return rising - over

    def level(self, money: int) -> int:
        """The largest integer L with F(L) ≤ money; money must be less than the sum of claims."""
        # F rises; the last break point whose value fits begins the stretch with the level.
        points = sorted({*self._starts, *self._ends})
        low, high = 0, len(points) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.at(points[middle]) <= money else (low, middle - 1)
        point = points[low]
        begun, ended = bisect_right(self._starts, point), bisect_right(self._ends, point)
        # Somebody rises here: on a flat stretch the next break point would fit as well.
        return point + (money - self.at(point)) // (begun - ended)


def fill(curve: Curve, money: int, lot: Sequence[str]) -> Filled:
    """Fill the stakes from `money`; `lot` holds all persons, first served first."""
    stakes = curve.stakes
    if sum(stake.claim for stake in stakes) <= money:
        return Filled(None, {stake.person: stake.claim for stake in stakes}, frozenset())
    level = curve.level(money)
    got = {stake.person: min(stake.claim, max(0, level - stake.start)) for stake in stakes}
    candidates = {s.person for s in stakes if got[s.person] < s.claim and s.start <= level}
    left = money - sum(got.values())
    odd = frozenset([person for person in lot if person in candidates][:left])
    return Filled(level, {p: amount + (p in odd) for p, amount in got.items()}, odd)
