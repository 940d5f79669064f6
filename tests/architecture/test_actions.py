"""Actions: keyword-only, annotated, atomic, with an actor; the web stays at the doors."""

import ast

from tests.architecture import house

# Here nobody acts: the program does its own work, and the record says so.
OWN_WORK = {"unions.courier", "federation.log", "federation.following", "federation.summaries"}
WRITES = {
    "create", "bulk_create", "save", "update", "bulk_update", "delete", "execute",
    "get_or_create", "update_or_create",
}  # fmt: skip
KNOWN = {
    name
    for module in house.modules()
    for full, _ in house.imported(module.tree)
    for name in (full, full.rsplit(".", 1)[0])
    if not (module.layer == "actions" and f"{module.subject}.actions." in name)
}
# What only its own subject's actions call is plumbing, no action.
ACTIONS = [
    (module, action)
    for module in house.modules()
    if module.layer == "actions" and module.name in KNOWN
    for action in house.public(module)
    if ast.unparse(action.returns or ast.Constant(None)).split("[")[0]
    not in {"Iterator", "AbstractContextManager"}
]
WEB = ("django.http", "django.shortcuts", "django.urls", "django.contrib.messages")
WHO_ACTS = {"by", "by_id", "user", "guardian"}
# Where nobody acts, the docstring says who does it instead.
STATED = ("by the host", "by the program", "by a peer")


@house.each(ACTIONS, house.name_of)
def test_everything_is_said_by_name(found: house.Function) -> None:
    module, action = found
    arguments = action.args
    by_place = [*arguments.args, *arguments.posonlyargs]
    assert not by_place, f"{module.file}:{action.lineno} takes {by_place[0].arg} by its place"
    assert arguments.vararg is None
    assert all(argument.annotation for argument in arguments.kwonlyargs)
    assert action.returns is not None


@house.each(ACTIONS, house.name_of)
def test_all_or_nothing(found: house.Function) -> None:
    module, action = found
    if module.subject not in OWN_WORK or writes_rows(action):
        assert "transaction.atomic" in ast.unparse(action), f"{module.file}:{action.lineno}"


@house.each(ACTIONS, house.name_of)
def test_somebody_acts(found: house.Function) -> None:
    module, action = found
    names = [argument.arg for argument in action.args.kwonlyargs]
    stated = (ast.get_docstring(action) or "").lower()
    if module.subject not in OWN_WORK and not any(
        words in " ".join(stated.split()) for words in STATED
    ):
        assert WHO_ACTS & {*names}, f"{module.file}:{action.lineno} has no actor and says no other"
    if "by" in names:
        assert names[-1] == "by", f"{module.file}:{action.lineno}: the actor comes last"


def writes_rows(action: ast.AST) -> bool:
    """True when something in it may change the database."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        for node in ast.walk(action)
    )


def test_the_web_stays_at_the_doors() -> None:
    at_the_door = house.DOORS | {"forms", "urls", ""}
    found = [
        f"{module.file}:{line} imports {name}"
        for module in house.modules()
        if module.layer not in at_the_door
        for name, line in house.imported(module.tree)
        if name.startswith(WEB)
    ]
    assert not found, "\n".join(found)
