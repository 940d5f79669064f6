"""The allocation rule at three sizes: what one need costs, and what sorting the same list costs."""

import time
from functools import partial
from operator import attrgetter

from provisioning.needs.rules.allocation import work_out
from provisioning.needs.rules.allocation_input import Run, read
from provisioning.tiers import Tier
from tests.bench.scales import Goal, Table, Way, in_turns, ratios, repeat

TURNS = 5
NEEDS_PER_TURN = 20_000
# From the first figures of the rule: 4 ms for 1 000 needs, 57 ms for 10 000, 1.05 s for 100 000.
AT_MOST = {10_000: 1.43, 100_000: 2.63}


def run_of(size: int) -> Run:
    """As many needs, one person each, all tiers, amounts scattered; the purse meets about a
    third of them. They come in no order."""
    tiers = list(Tier)
    needs = [
        {
            "id": f"n{i * 7_919 % size}",
            "tier": str(tiers[i % len(tiers)]),
            "amount": 1 + i * 7_919 % 50_000,
            "persons": [f"p{i}"],
        }
        for i in range(size)
    ]
    given = {"format": "allocation/1", "seed": "bench", "purse": size * 9_000, "needs": needs}
    return read(given)


def by_place(run: Run) -> list[object]:
    """The same list in the order of its lines."""
    return sorted(run.needs, key=attrgetter("tier.place", "amount", "id"))


def test_time_per_need(table: Table) -> None:
    runs = {size: run_of(size) for size in (1_000, 10_000, 100_000)}
    ways = {}
    for size, run in runs.items():
        times = max(1, NEEDS_PER_TURN // size)
        ways[f"rule {size}"] = Way(repeat(partial(work_out, run), times), times * size)
        ways[f"sort {size}"] = Way(repeat(partial(by_place, run), times), times * size)
    turns = in_turns(ways, turns=TURNS, clock=time.process_time)

    for size, limit in AT_MOST.items():
        found = ratios(turns[f"rule {size}"], turns["rule 1000"])
        table.compare(f"per need: {size:,} needs / 1,000", found, Goal("at most", limit))
    for size in runs:
        found = ratios(turns[f"rule {size}"], turns[f"sort {size}"])
        table.compare(f"{size:,} needs: rule / sorting the list", found)
    table.keep_times(turns)
    table.notes.append("Processor time per need, without reading, checksum and printing.")

    for size, run in runs.items():
        done = work_out(run)
        assert len(done.lines) == size
        spent = sum(line.share for line in done.lines)
        assert 0 < spent <= run.purse
