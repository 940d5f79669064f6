"""Prints our column of the scorecard: `python -m tests.architecture.scorecard`."""

import ast
import statistics
import sys
from collections.abc import Sequence

import grimp

from tests.architecture import house

SHORT_FILE_LINES_MAX = 5
LONG_FUNCTION_LINES_MIN = 31


def spread(values: Sequence[int]) -> str:
    """Median · 90th percentile · maximum."""
    ordered = sorted(values)
    tenth = ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
    return f"{round(statistics.median(ordered))}·{tenth}·{ordered[-1]}"


def annotated(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """True when every argument and the result have a type."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    told = all(a.annotation or a.arg in {"self", "cls"} for a in arguments)
    return told and function.returns is not None


def apps_in_a_cycle() -> int:
    """How many apps import one another in a circle."""
    graph = grimp.build_graph(*house.APPS, cache_dir=None)
    reach = {
        app: {o for o in house.APPS if o != app and graph.chain_exists(app, o, as_packages=True)}
        for app in house.APPS
    }
    return sum(app in reach[other] for app in house.APPS for other in reach[app])


def rows() -> dict[str, str]:
    """The metrics by name."""
    modules = [m for m in house.modules() if m.lines > SHORT_FILE_LINES_MAX]
    functions = [f for m in modules for f in house.functions(m.tree)]
    views = [f for m in modules if m.layer == "views" for f in house.public(m)]
    tests = [house.read(p).lines for p in (house.ROOT / "tests").rglob("*.py")]
    ours = sum(module.lines for module in house.modules())
    long = sum(house.length(f) >= LONG_FUNCTION_LINES_MIN for f in functions)
    hidden = sum(
        isinstance(inner, ast.Import | ast.ImportFrom) for f in functions for inner in ast.walk(f)
    )
    depth = max(module.name.count(".") for module in modules)
    return {
        "modules": f"{len(modules)}, {ours} lines",
        "lines per module": spread([module.lines for module in modules]),
        "lines per function": spread([house.length(f) for f in functions]),
        "functions over 30 lines": f"{100 * long / len(functions):.1f} %",
        "lines per view": spread([house.length(view) for view in views]),
        "package depth": str(depth),
        "annotated functions": f"{100 * sum(map(annotated, functions)) / len(functions):.1f} %",
        "imports inside functions": str(hidden),
        "apps in an import cycle": str(apps_in_a_cycle()),
        "share of test lines": f"{100 * sum(tests) / (sum(tests) + ours):.0f} %",
    }


if __name__ == "__main__":
    for name, value in rows().items():
        sys.stdout.write(f"{name:28}{value}\n")
