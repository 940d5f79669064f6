"""The rule "needs-first, equal level", version 1: divides a purse over accepted needs.

Pure: the same input in any order gives the same bytes on any machine. Amounts are integers in the
smallest unit. Steps are numbered as in the text of the rule.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from provisioning.needs.rules.allocation_input import (
    WHOLE_BP,
    Claim,
    Json,
    Run,
    checksum,
    read,
)
from provisioning.needs.rules.allocation_lines import Line, Parts, lines_of
from provisioning.needs.rules.equal_level import Curve, Filled, Stake, fill
from provisioning.tiers import Tier
from unions.lots import lot_order

FORMAT = "allocation-proposal/1"
RULE = "needs-first, equal level"
VERSION = 1


@dataclass(frozen=True, slots=True)
class TierResult:
    """One tier after its turn; sums over its persons."""

    tier: Tier
    curve: Curve
    filled: Filled
    floor: int
    money: int

    @property
    def asked(self) -> int:
        """What its persons asked for."""
        return sum(stake.asked for stake in self.curve.stakes)

    @property
    def claims(self) -> int:
        """What counts of it, each person up to the cap."""
        return sum(stake.claim for stake in self.curve.stakes)

    @property
    def missing(self) -> int:
        """What the claims lack."""
        return self.claims - self.filled.spent


@dataclass(frozen=True, slots=True)
class Proposal:
    """A run worked out."""

    run: Run
    tiers: tuple[TierResult, ...]
    lines: tuple[Line, ...]

    def as_json(self) -> Json:
        """The output object, format "allocation-proposal/1"."""
        absolute = self.tiers[: self.run.policy.absolute]
        return {
            "format": FORMAT,
            "rule": RULE,
            "version": VERSION,
            "seed": self.run.seed,
            "input_checksum": checksum(self.run),
            "purse": self.run.purse,
            "held": sum(need.held for need in self.run.needs),
            "granted": sum(line.grant for line in self.lines),
            "set_aside": sum(line.set_aside for line in self.lines),
            "left": self.run.purse - sum(result.filled.spent for result in self.tiers),
            "urgent_gap": sum(result.missing for result in absolute),
            "tiers": [_tier_json(result) for result in self.tiers],
            "lines": [line.as_json() for line in self.lines],
            "persons": [row for result in self.tiers for row in _persons_json(result)],
        }


def propose(given: object) -> Json:
    """Input object to output object. Raises UnreadableInput."""
    return work_out(read(given)).as_json()


def work_out(run: Run) -> Proposal:
    """A run in normal form, worked out: O(n log n) over the parts of its needs."""
    lot = lot_order(run.seed, {person for need in run.needs for person in need.persons})
    by_tier: dict[Tier, list[Claim]] = {tier: [] for tier in Tier}
    for need in run.needs:
        by_tier[need.tier].append(need)
    ranks = {person: place for place, person in enumerate(lot)}
    parts = {tier: _parts(by_tier[tier], ranks) for tier in Tier}
    tiers = tuple(_tiers(run, parts, lot))
    lines: list[Line] = []
    before = 0
    for result in tiers:
        lines += lines_of(
            by_tier[result.tier],
            parts[result.tier],
            curve=result.curve,
            filled=result.filled,
            money=result.money,
            floor=result.floor,
            before=before,
        )
        before += result.missing
    return Proposal(run, tiers, tuple(lines))


def _parts(needs: list[Claim], ranks: Mapping[str, int]) -> Parts:
    """Step 1: each person's part of each need, in the person's filling order."""
    parts: Parts = {}
    for need in sorted(needs, key=lambda need: (need.order, need.id)):
        each, odd = divmod(need.amount - need.held, len(need.persons))
        for place, person in enumerate(sorted(need.persons, key=ranks.__getitem__)):
            if part := each + (place < odd):
                parts.setdefault(person, []).append((need.id, part))
    return parts


def _tiers(run: Run, parts: Mapping[Tier, Parts], lot: list[str]) -> Iterator[TierResult]:
    """Steps 2 to 4, tier by tier; `left` is the running purse."""
    curves = {tier: Curve(_stakes(run, tier, parts[tier])) for tier in Tier}
    floors: dict[Tier, int] = dict.fromkeys(Tier, 0)
    left = run.purse
    for tier in Tier:
        if tier.place == run.policy.absolute:
            floors |= _floors(run, curves, left)
        later = sum(floors[other] for other in Tier if other.place > tier.place)
        filled = fill(curves[tier], left - later, lot)
        yield TierResult(tier, curves[tier], filled, floors[tier], left - later)
        left -= filled.spent


def _stakes(run: Run, tier: Tier, parts: Parts) -> list[Stake]:
    """Step 2: asked, claim and start of everybody in the tier, by person."""
    starts: dict[str, int] = {}
    for past in run.history:
        if past.tier == tier and past.rounds_ago <= run.policy.window[tier]:
            starts[past.person] = starts.get(past.person, 0) + past.amount
    cap = run.policy.cap[tier]
    stakes = []
    for person in sorted(parts):
        asked = sum(part for _, part in parts[person])
        claim = asked if cap is None else min(asked, cap)
        stakes.append(Stake(person, asked, claim, starts.get(person, 0)))
    return stakes


def _floors(run: Run, curves: Mapping[Tier, Curve], base: int) -> dict[Tier, int]:
    """Step 3: what is kept for the tiers after the absolute ones."""
    floors = {}
    for tier in list(Tier)[run.policy.absolute :]:
        claims = sum(stake.claim for stake in curves[tier].stakes)
        floors[tier] = min(base * run.policy.floor_bp[tier] // WHOLE_BP, claims)
    return floors


def _tier_json(result: TierResult) -> Json:
    return {
        "tier": str(result.tier),
        "persons": len(result.curve.stakes),
        "asked": result.asked,
        "claims": result.claims,
        "floor": result.floor,
        "money": result.money,
        "spent": result.filled.spent,
        "missing": result.missing,
        "level": result.filled.level,
        "odd": len(result.filled.odd),
    }


def _persons_json(result: TierResult) -> Iterator[Json]:
    for stake in result.curve.stakes:
        yield {
            "person": stake.person,
            "tier": str(result.tier),
            "asked": stake.asked,
            "claim": stake.claim,
            "start": stake.start,
            "got": result.filled.got[stake.person],
            "odd": int(stake.person in result.filled.odd),
        }
