"""The privacy gate: which cells of a period may leave a union (federation §12). Exact integers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

K_FLOOR = 3
# Largest share of one person, in percent, and how much the rest must hide the second.
SHARE_MAX, REST_PART = 85, 10
Amounts = Mapping[Any, int]
Cells = Mapping[str, Amounts]


@dataclass(frozen=True)
class Counted:
    """Amounts of a period per cell and person. Stocks are None in a period of the past.

    `available` counts things behind which no person stands.
    """

    members: Collection[Any]
    work: Cells = field(default_factory=dict)
    money_in: Cells = field(default_factory=dict)
    money_out: Cells = field(default_factory=dict)
    allocations: Cells = field(default_factory=dict)
    unmet: Cells | None = None
    available: Mapping[str, int] | None = None
    lent: Cells | None = None


def highest_k(*values: int) -> int:
    """The strictest of all that are asked for, never under 3."""
    return max(K_FLOOR, *values)


def body(
    *, counted: Counted, sections: Collection[str], k: int, members_told: int | None = None
) -> dict[str, Any] | None:
    """The content of a summary line, or None where nothing may be told.

    `members_told` is the number of members that was told last.
    """
    members = len(set(counted.members))
    if members < k:
        return None
    found: dict[str, Any] = {}
    if "members" in sections and counted.unmet is not None:
        found["members"] = step(members, members_told, k)
    return (
        found | flows(counted=counted, sections=sections, k=k) | _stocks(counted, sections, k)
        or None
    )


def flows(*, counted: Counted, sections: Collection[str], k: int) -> dict[str, Any]:
    """The sections that sum up what happened in the period; empty ones are left out."""
    found: dict[str, Any] = {}
    if "work" in sections:
        found["work"] = {c: _sum(a) for c, a in counted.work.items() if passes(a, k)}
    allocations = _passing(counted.allocations, k)
    out = _passing(counted.money_out, k)
    if "allocations" in sections:
        allocations, out = complement(counted.allocations, allocations, out, k)
    if "allocations" in sections:
        found["allocations"] = {c: _sum(a) for c, a in allocations.items()}
    if "purse" in sections:
        found["purse"] = _purse(_passing(counted.money_in, k), out)
    return _filled(found)


def passes(amounts: Amounts, k: int) -> bool:
    """True when at least k people stand behind a sum and none of them dominates it."""
    given = sorted((amount for amount in amounts.values() if amount > 0), reverse=True)
    if len(given) < k:
        return False
    total, first, second = sum(given), given[0], given[1]
    return 100 * first <= SHARE_MAX * total and REST_PART * (total - first - second) >= first


def step(members: int, told: int | None, k: int) -> int:
    """The number of members to tell: the one told before until it differs by k."""
    return members if told is None or abs(members - told) >= k else told


def complement(
    every: Cells, shown: Cells, out: Cells, k: int
) -> tuple[dict[str, Amounts], dict[str, Amounts]]:
    """Tiers and money out, so that no hidden tier is the difference of what is shown.

    Where a tier with anyone in it is hidden, more tiers go, fewest people first, until two cells
    are hidden that together might be told; where that cannot be, all go, and the money out of that
    currency. What went out is taken for known, whether it is told or not: a public report may show
    it, or have shown it, and another line may tell it.
    """
    left, told = dict(shown), dict(out)
    for currency in {cell.rpartition(".")[2] for cell in every}:
        tiers = {c: a for c, a in every.items() if c.endswith(f".{currency}") and _people(a)}
        hidden = [c for c in tiers if c not in left]
        if not hidden:
            continue
        people = {c: len(_people(amounts)) for c, amounts in tiers.items()}
        for cell in sorted(tiers.keys() & left.keys(), key=lambda c: (people[c], c)):
            if _hides_enough(hidden, tiers, k):
                break
            hidden.append(cell)
        left = {c: a for c, a in left.items() if c not in hidden}
        if not _hides_enough(hidden, tiers, k):
            told.pop(currency, None)
    return left, told


def changed_people(old: Cells, new: Cells) -> list[int]:
    """Per cell that differs, behind how many people the amount has changed."""
    counts = []
    for cell in {*old, *new}:
        before, after = old.get(cell, {}), new.get(cell, {})
        counts.append(sum(before.get(p, 0) != after.get(p, 0) for p in {*before, *after}))
    return [count for count in counts if count]


def may_correct(changed: Collection[int], k: int) -> bool:
    """True when no changed cell shows what fewer than k people have corrected.

    Whole periods are corrected or not at all, so that old and new cells never stand side by side.
    """
    return bool(changed) and all(count >= k for count in changed)


def _hides_enough(hidden: Collection[str], tiers: Cells, k: int) -> bool:
    together: dict[Any, int] = {}
    for cell in hidden:
        for person, amount in tiers[cell].items():
            together[person] = together.get(person, 0) + amount
    return len(hidden) > 1 and passes(together, k)


def _stocks(counted: Counted, sections: Collection[str], k: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "unmet" in sections and counted.unmet is not None:
        counts = {tier: len(_people(a)) for tier, a in counted.unmet.items()}
        found["unmet"] = {tier: n for tier, n in counts.items() if n >= k}
    if "goods" in sections and counted.available is not None:
        found["goods"] = _goods(counted.available, counted.lent or {}, k)
    return _filled(found)


def _filled(sections: dict[str, Any]) -> dict[str, Any]:
    return {name: content for name, content in sections.items() if content}


def _goods(available: Mapping[str, int], lent: Cells, k: int) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for category, things in available.items():
        if things > 0:
            found.setdefault(category, {})["available"] = things
    for category, amounts in lent.items():
        if len(_people(amounts)) >= k:
            found.setdefault(category, {})["lent"] = sum(amounts.values())
    return found


def _purse(money_in: Cells, money_out: Cells) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for way, cells in (("in", money_in), ("out", money_out)):
        for currency, amounts in cells.items():
            found.setdefault(currency, {})[way] = sum(amounts.values())
    return found


def _passing(cells: Cells, k: int) -> dict[str, Amounts]:
    return {cell: amounts for cell, amounts in cells.items() if passes(amounts, k)}


def _people(amounts: Amounts) -> set[Any]:
    return {person for person, amount in amounts.items() if amount > 0}


def _sum(amounts: Amounts) -> dict[str, int]:
    return {"n": len(_people(amounts)), "sum": sum(amounts.values())}
