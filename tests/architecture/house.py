"""The house as it stands on disk: apps, subjects, modules and functions, read without importing."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
APPS = ("unions", "commonpurse", "provisioning", "federation")
# Packages of an app that are no subject: the floor, the wire, and what Django looks for.
NO_SUBJECTS = {"management", "migrations", "templatetags", "tenancy", "wire", "protocol", "static"}
DOORS = {"views", "api", "receivers", "effects", "tasks"}


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


def public(module: Module) -> Iterator[ast.FunctionDef]:
    """The functions that a module offers."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last one."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def imported(tree: ast.AST, *, types_only: bool = False) -> Iterator[tuple[str, int]]:
    """(module, line) of each import; `types_only` gives those behind TYPE_CHECKING instead."""
    behind = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if (id(node) in behind) is not types_only:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


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
