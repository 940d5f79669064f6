"""Doors: each address has a gate, a short view that calls one action, and one path for all."""

import ast
from collections import Counter

from tests.architecture import house
from tests.architecture.addresses import Address, ours
from unions.gate import gate_of

VIEW_LINES_MAX = 25
DOORS = [module for module in house.modules() if module.layer in {"views", "api"}]
VIEWS = [(module, view) for module in DOORS for view in house.public(module)]


@house.each(ours(), lambda address: address.name)
def test_each_address_has_a_gate(address: Address) -> None:
    gate = gate_of(address.view)
    assert gate is not None, f"{address.function} says nowhere who may knock"
    if not address.of_union:
        assert gate.opens_to_guests, f"{address.function} is outside every union"


@house.each(ours(), lambda address: address.name)
def test_name_and_view_share_one_path(address: Address) -> None:
    name = address.name.rsplit(":", 1)[-1]
    if address.function.startswith("config."):
        assert address.function.endswith(f".{name}")
        return
    app, subject, layer, *rest = address.function.split(".")
    assert ".".join(rest) == name
    assert layer == (
        "api" if address.path.startswith(("api/", "federation/", ".well-known/")) else "views"
    )
    assert f"{app}.{subject}" in house.subjects()
    if address.of_union:
        assert address.name.split(":")[0] == (f"{app}-api" if layer == "api" else app)


def test_names_are_used_once() -> None:
    names = Counter(address.name for address in ours())
    assert not [name for name, times in names.items() if times > 1 or not name]


@house.each(DOORS, lambda module: module.name)
def test_view_and_template_share_one_path(module: house.Module) -> None:
    app, subject, layer, *nouns = module.name.split(".")
    for template in templates_named(module.tree):
        folder = "" if nouns in ([], ["cards"], ["references"]) else f"{nouns[0]}/"
        assert template.startswith(f"{app}/{subject}/{folder}"), f"{module.file}: {template}"
        assert (house.ROOT / "templates" / template).exists(), f"{module.file}: {template}"
        assert layer == "views"


@house.each(VIEWS, house.name_of)
def test_view_is_short_and_calls_one_action(door: house.Function) -> None:
    module, view = door
    assert house.length(view) <= VIEW_LINES_MAX, f"{module.file}:{view.lineno}"
    called = actions_called(view, house.imported_names(module.tree))
    assert len(called) <= 1, f"{module.file}:{view.lineno} calls {called}"


def test_a_second_action_would_be_seen() -> None:
    tree = ast.parse(
        "from unions.people.actions import memberships\n"
        "def spoilt(request):\n    memberships.leave(by=1)\n    memberships.admit(by=1)\n"
    )
    (view,) = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    assert len(actions_called(view, house.imported_names(tree))) == 2


def templates_named(tree: ast.Module) -> list[str]:
    """Templates that a module names, also as `f"{PAGES}/index.html"`."""
    words = {
        ast.unparse(node.targets[0]): node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and str(node.value).endswith(".html"):
            found.append(str(node.value))
        elif isinstance(node, ast.JoinedStr):
            parts = [
                str(part.value) if isinstance(part, ast.Constant) else str(words.get(_said(part)))
                for part in node.values
            ]
            found.append("".join(parts))
    return [name for name in found if name.endswith(".html") and not name.startswith("/")]


def _said(part: ast.expr) -> str:
    return ast.unparse(part.value) if isinstance(part, ast.FormattedValue) else ""


def actions_called(view: ast.AST, names: dict[str, str]) -> list[str]:
    """What a view calls that an `actions` module offers."""
    found = []
    for node in ast.walk(view):
        if isinstance(node, ast.Call):
            spoken = ast.unparse(node.func)
            origin = names.get(spoken.split(".")[0], "")
            if ".actions" in origin and not _is_class(spoken):
                found.append(spoken)
    return found


def _is_class(spoken: str) -> bool:
    return spoken.rsplit(".", 1)[-1][:1].isupper()
