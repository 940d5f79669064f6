"""What each need receives, and why: steps 5 and 6 of the rule, reasons and what would change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from provisioning.needs.rules.allocation_input import Claim, Json
from provisioning.needs.rules.equal_level import Curve, Filled
from provisioning.needs.rules.reasons import Also, Reason

# person → (need id, part) in the person's filling order; parts are above 0.
Parts = dict[str, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Line:
    """One need after the run; amounts in the smallest unit."""

    need: Claim
    share: int
    grant: int
    set_aside: int
    reason: Reason
    also: tuple[Also, ...]
    level: int | None
    before: int
    short: int | None
    odd: int
    # person → what of the share comes from them; kept with the line, not part of the output.
    parts: Mapping[str, int]

    @property
    def rounds(self) -> int | None:
        """How many more rounds like this one a set-aside needs, rounded up."""
        if self.reason is not Reason.SET_ASIDE or not self.share:
            return None
        return -(-(self.need.minimum - self.set_aside) // self.share)

    def as_json(self) -> Json:
        """The line in the output."""
        return {
            "need": self.need.id,
            "tier": str(self.need.tier),
            "amount": self.need.amount,
            "minimum": self.need.minimum,
            "held": self.need.held,
            "share": self.share,
            "grant": self.grant,
            "set_aside": self.set_aside,
            "open": self.need.amount - self.grant,
            "reason": str(self.reason),
            "also": [str(word) for word in self.also],
            "level": self.level,
            "before": self.before,
            "short": self.short,
            "rounds": self.rounds,
            "odd": self.odd,
        }


@dataclass(slots=True)
class _Tally:
    """What comes together for one need from its persons."""

    parts: dict[str, int] = field(default_factory=dict)
    odd: int = 0
    furthest: int = 0
    over_cap: int = 0
    unfilled: int = 0

    @property
    def share(self) -> int:
        """What all its persons bring to it."""
        return sum(self.parts.values())


def lines_of(
    needs: Sequence[Claim],
    parts: Parts,
    *,
    curve: Curve,
    filled: Filled,
    money: int,
    floor: int,
    before: int,
) -> list[Line]:
    """The lines of one tier by need id; `before` is missing in the tiers that come first."""
    tallies = _tallies(needs, parts, curve, filled)
    from_floor = floor > 0 and money == floor
    lines = []
    for need in sorted(needs, key=lambda need: need.id):
        tally = tallies[need.id]
        grant, set_aside = _grant(need, tally.share)
        lines.append(
            Line(
                need=need,
                share=tally.share,
                grant=grant,
                set_aside=set_aside,
                reason=_reason(need, grant, set_aside, tally),
                also=_also(tally, from_floor=from_floor),
                level=filled.level,
                before=before,
                short=_short(need, grant, tally, curve, money),
                odd=tally.odd,
                parts=tally.parts,
            )
        )
    return lines


def _tallies(
    needs: Sequence[Claim], parts: Parts, curve: Curve, filled: Filled
) -> dict[str, _Tally]:
    """Step 5: each person's got fills their parts in order, each up to the part."""
    tallies = {need.id: _Tally() for need in needs}
    for stake in curve.stakes:
        rest, upto, last = filled.got[stake.person], 0, None
        met = rest == stake.claim
        for need, part in parts[stake.person]:
            tally, given = tallies[need], min(part, rest)
            rest -= given
            upto += part
            tally.parts[stake.person] = given
            tally.furthest = max(tally.furthest, stake.start + upto)
            tally.over_cap += upto > stake.claim
            tally.unfilled += not met
            last = need if given else last
        if last is not None and stake.person in filled.odd:
            tallies[last].odd += 1
    return tallies


def _grant(need: Claim, share: int) -> tuple[int, int]:
    """Step 6: grant and set-aside."""
    total = need.held + share
    return (total, 0) if total >= need.minimum else (0, total)


def _reason(need: Claim, grant: int, set_aside: int, tally: _Tally) -> Reason:
    if grant == need.amount:
        return Reason.MET
    if grant == 0:
        return Reason.SET_ASIDE if set_aside else Reason.NOT_REACHED
    return Reason.LEVEL if tally.unfilled else Reason.CAPPED


def _also(tally: _Tally, *, from_floor: bool) -> tuple[Also, ...]:
    words = []
    if from_floor and tally.share:
        words.append(Also.FLOOR)
    if tally.odd:
        words.append(Also.ODD_UNIT)
    return tuple(words)


def _short(need: Claim, grant: int, tally: _Tally, curve: Curve, money: int) -> int | None:
    """How much more money in this tier meets the need in full, whatever the lot says."""
    if grant == need.amount:
        return 0
    if tally.over_cap:
        return None
    return max(0, curve.at(tally.furthest) - money)
