"""Weighs ways of doing a thing against each other, in turns, and prints a table of ratios.

Seconds of one machine say nothing about another, and a machine that is busy for a while slows
down whatever runs at that moment. So each turn runs every way once, a ratio is taken within its
turn, and the table shows the median of the turns with the quarter below and above it.
"""

import gc
import json
import os
import platform
import statistics
import textwrap
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from config.services.folders import ROOT

KEPT = ROOT / ".data" / "bench"
Clock = Callable[[], float]
ABOUT = 1.2
WIDTH = 110
HEADINGS = ("comparison", "ratio", "half of the turns", "goal", "")


@dataclass(frozen=True)
class Way:
    """One way: `run` does the thing `times` times; `ready` goes before it, off the clock."""

    run: Callable[[], object]
    times: int = 1
    ready: Callable[[], object] | None = None

    def seconds(self, clock: Clock) -> float:
        """Seconds per time, once measured."""
        if self.ready:
            self.ready()
        gc.collect()
        began = clock()
        self.run()
        return (clock() - began) / self.times


Turns = dict[str, list[float]]


def in_turns(ways: Mapping[str, Way], *, turns: int, clock: Clock = time.perf_counter) -> Turns:
    """Seconds per time of each way in each turn, after one turn to warm up that does not count.

    `time.process_time` is the clock for what only reckons: it does not run while others do.
    """
    seconds: Turns = {name: [] for name in ways}
    for turn in range(turns + 1):
        for name, way in ways.items():
            found = way.seconds(clock)
            if turn:
                seconds[name].append(found)
    return seconds


def repeat(work: Callable[[], object], times: int) -> Callable[[], None]:
    """The work done so many times over."""

    def go() -> None:
        for _ in range(times):
            work()

    return go


def ratios(above: list[float], below: list[float]) -> list[float]:
    """Turn by turn, the first by the second."""
    return [a / b for a, b in zip(above, below, strict=True)]


@dataclass(frozen=True)
class Goal:
    """Where a ratio should lie."""

    way: Literal["at least", "at most", "about"]
    figure: float

    def __str__(self) -> str:
        """As in the table."""
        return f"{self.way} {_short(self.figure)}"

    def verdict(self, ratio: float) -> str:
        """Compare what was found; "about" lets it lie a fifth above, and below it is welcome."""
        limit = self.figure * ABOUT if self.way == "about" else self.figure
        met = ratio >= limit if self.way == "at least" else ratio <= limit
        return "met" if met else "missed"


@dataclass(frozen=True)
class Row:
    """One comparison; a figure without a goal has no verdict."""

    comparison: str
    ratio: float
    low: float
    high: float
    goal: str
    verdict: str

    def cells(self) -> tuple[str, ...]:
        """As in the table."""
        half = f"{_short(self.low)} to {_short(self.high)}"
        return self.comparison, _short(self.ratio), half, self.goal, self.verdict


@dataclass
class Table:
    """What one file has measured."""

    name: str
    rows: list[Row] = field(default_factory=list)
    microseconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def compare(self, comparison: str, found: list[float], goal: Goal | None = None) -> None:
        """Add a line: the median of these ratios beside its goal."""
        low, middle, high = statistics.quantiles(found, n=4, method="inclusive")
        verdict = goal.verdict(middle) if goal else ""
        self.rows.append(Row(comparison, middle, low, high, str(goal or ""), verdict))

    def keep_times(self, turns: Turns) -> None:
        """Note the median time of each way, for whoever wants to know what a ratio is made of."""
        for name, seconds in turns.items():
            self.microseconds[name] = round(statistics.median(seconds) * 1e6, 1)

    def print(self) -> None:
        """Write the table to the terminal."""
        lines = [HEADINGS, *(row.cells() for row in self.rows)] if self.rows else []
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        print(f"\n\n{self.name}")
        for line in lines:
            cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
            print("  " + "  ".join(cells).rstrip())
        times = "; ".join(f"{name} {took:,.1f} µs" for name, took in self.microseconds.items())
        counts = "; ".join(f"{name} {count:,}" for name, count in self.counts.items())
        for note in (counts, *self.notes, times):
            for part in textwrap.wrap(note, WIDTH):
                print(f"  {part}")

    def save(self) -> None:
        """Keep it as `.data/bench/<name>.json`."""
        KEPT.mkdir(parents=True, exist_ok=True)
        machine = {
            "processors": os.cpu_count(),
            "system": f"{platform.system()} {platform.machine()}",
            "python": platform.python_version(),
        }
        content = {**asdict(self), "machine": machine}
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (KEPT / f"{self.name}.json").write_text(text + "\n", encoding="utf-8")


def _short(figure: float) -> str:
    return f"{figure:.2f}" if figure < 100 else f"{figure:,.0f}"
