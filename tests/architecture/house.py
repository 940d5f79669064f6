"""The house as it stands on disk: apps, subjects, modules and functions, read without importing."""

import ast
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
APPS = ("unions", "commonpurse", "provisioning", "federation")
# Packages of an app that are no subject: the floor, the wire, and what Django looks for.
NO_SUBJECTS = {"management", "migrations", "templatetags", "tenancy", "wire", "protocol", "static"}
DOORS = {"views", "api", "receivers", "effects", "tasks"}
T = TypeVar("T")


@dataclass(frozen=True)
class Module:
    """One file of the application."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """`unions.people.views.settings`; a package goes by its own name."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def app(self) -> str:
        """`unions`."""
        return self.name.split(".")[0]

    @property
    def subject(self) -> str:
        """`unions.people`; empty for what belongs to the whole app."""
        parts = self.name.split(".")
        return ".".join(parts[:2]) if len(parts) > 1 and ".".join(parts[:2]) in subjects() else ""

    @property
    def layer(self) -> str:
        """`views`; empty outside a subject."""
        parts = self.name.split(".")
        return parts[2] if self.subject and len(parts) > 2 else ""

    @property
    def file(self) -> str:
        """The path from the root of the project, for the sentence of a failing test."""
        return str(self.path.relative_to(ROOT))


def read(path: Path) -> Module:
    """One file, parsed."""
    text = path.read_text(encoding="utf-8")
    return Module(path, ast.parse(text), text.count("\n"))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of config and the four apps, migrations left out."""
    paths = [path for app in ("config", *APPS) for path in sorted((ROOT / app).rglob("*.py"))]
    return tuple(read(path) for path in paths if "migrations" not in path.parts)


@cache
def subjects() -> tuple[str, ...]:
    """`unions.people` and so on, as folders with Python in them say."""
    return tuple(
        f"{app}.{folder.name}"
        for app in APPS
        for folder in sorted((ROOT / app).iterdir())
        if (folder / "__init__.py").exists() and folder.name not in NO_SUBJECTS
    )


@cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def contract(name: str) -> dict[str, Any]:
    """One import contract by its name."""
    (found,) = [c for c in project()["tool"]["importlinter"]["contracts"] if c["name"] == name]
    return dict(found)


@cache
def height() -> dict[str, int]:
    """How high a subject stands: app first, then its place in the app's contract; floor is 0."""
    heights = {}
    for storey, app in enumerate(APPS):
        layers = contract(f"Subjects of {app}")["layers"]
        for step, layer in enumerate(reversed(layers)):
            for name in layer.replace("|", " ").replace(":", " ").split():
                heights[f"{app}.{name.strip('()')}"] = storey * 100 + step
    return heights


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


# A function and the module in which it stands.
Function = tuple[Module, ast.FunctionDef]


def name_of(function: Function) -> str:
    """The function's full name."""
    return f"{function[0].name}.{function[1].name}"


def public(module: Module) -> Iterator[ast.FunctionDef]:
    """The functions that a module offers."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last one."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


@cache
def imported(tree: ast.AST, *, types_only: bool = False) -> list[tuple[str, int]]:
    """(module, line) of each import; `types_only` gives those behind TYPE_CHECKING instead."""
    behind = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    found: list[tuple[str, int]] = []
    for node in ast.walk(tree):
        if (id(node) in behind) is not types_only:
            continue
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(f"{node.module}.{alias.name}", node.lineno) for alias in node.names]
    return found


def imported_names(tree: ast.AST) -> dict[str, str]:
    """The names that a module's imports bind, and what they stand for."""
    bound = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            bound.update({alias.asname or alias.name: alias.name for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module:
            bound.update({a.asname or a.name: f"{node.module}.{a.name}" for a in node.names})
    return bound


def decorators(function: ast.FunctionDef) -> set[str]:
    """`{"transaction.atomic"}`: what stands above a function, without arguments."""
    return {ast.unparse(d.func if isinstance(d, ast.Call) else d) for d in function.decorator_list}


def each(
    every: Iterable[T], name: Callable[[T], str]
) -> Callable[[Callable[[T], None]], Callable[[], None]]:
    """Makes one test of a check: it looks at every thing, and names all that fail.

    A test for each would cost more than what it looks at, 3,000 times.
    """
    things = [*every]
    assert things

    def test_of(check: Callable[[T], None]) -> Callable[[], None]:
        def test() -> None:
            failed = [f"{name(thing)}: {why}" for thing in things if (why := _fails(check, thing))]
            assert not failed, "\n".join(failed)

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return test_of


def _fails(check: Callable[[T], None], thing: T) -> str:
    """Why a check fails, or nothing."""
    try:
        check(thing)
    except AssertionError as error:
        return str(error) or "fails"
    return ""
