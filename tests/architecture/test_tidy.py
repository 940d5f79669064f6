"""Hard caps without a list of exceptions."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.architecture import house

FUNCTION_LINES_MAX = 50
MODULE_LINES_MAX = 400
TEMPLATE_LINES_MAX = 150
NOUNS_MAX = 9
SETTINGS_LINES_MAX = 300
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "shared"}
TEMPLATES = sorted((house.ROOT / "templates").rglob("*.*"))
TESTS = [house.read(path) for path in sorted((house.ROOT / "tests").rglob("*.py"))]
SCRIPT = house.read(house.ROOT / "start.py")
EVERYTHING = (*house.modules(), *TESTS, SCRIPT)
TASK_NOTE = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX)\b(?!\(#\d+\))")
INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
BARE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE)


def test_functions_fit_on_a_page() -> None:
    long = [
        f"{module.file}:{function.lineno} {function.name} has {house.length(function)} lines"
        for module in EVERYTHING
        for function in house.functions(module.tree)
        if house.length(function) > FUNCTION_LINES_MAX
    ]
    assert not long, "\n".join(long)


def test_modules_can_be_read_in_one_go() -> None:
    long = [f"{m.file} has {m.lines} lines" for m in EVERYTHING if m.lines > MODULE_LINES_MAX]
    assert not long, "\n".join(long)
    assert house.read(house.ROOT / "config/settings.py").lines <= SETTINGS_LINES_MAX


def test_templates_stay_short() -> None:
    long = [
        f"{path.relative_to(house.ROOT)} has {lines} lines"
        for path in TEMPLATES
        if (lines := path.read_text(encoding="utf-8").count("\n")) > TEMPLATE_LINES_MAX
    ]
    assert not long, "\n".join(long)


def test_no_subject_holds_too_many_nouns() -> None:
    nouns = Counter(
        module.subject
        for module in house.modules()
        if module.layer == "models" and not module.name.endswith(".models")
    )
    crowded = {subject: n for subject, n in nouns.items() if n > NOUNS_MAX}
    assert not crowded, f"The tenth noun splits a subject: {crowded}"


def test_init_files_hold_a_docstring_only() -> None:
    for module in (*house.modules(), *TESTS):
        if module.path.name == "__init__.py":
            assert len(module.tree.body) <= 1, f"{module.file} does more than say what it is for"
            assert ast.get_docstring(module.tree), f"{module.file} does not say what it is for"


def test_no_junk_drawers() -> None:
    drawers = [
        module.file
        for module in (*house.modules(), *TESTS)
        if {*Path(module.file).with_suffix("").parts} & JUNK_DRAWERS
        and not module.file.startswith("unions/tenancy/postgresql/")  # Django asks for `base`
    ]
    assert not drawers, drawers


def test_every_module_says_what_it_is() -> None:
    silent = [module.file for module in EVERYTHING if not ast.get_docstring(module.tree)]
    assert not silent, silent


def test_no_imports_inside_functions_of_the_application() -> None:
    """A hidden import hides a direction. Doors are opened by name, in `unions/subjects.py`."""
    hidden = [
        f"{module.file}:{inner.lineno}"
        for module in house.modules()
        for function in house.functions(module.tree)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, hidden


def test_no_boolean_in_a_place() -> None:
    """`notify=True` is two verbs; a boolean may only be named, and ruff sees the rest."""
    passed = [
        f"{module.file}:{call.lineno}"
        for module in house.modules()
        if module.layer in house.DOORS
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and _is_action(call, module)
        for word in call.keywords
        if isinstance(word.value, ast.Constant) and isinstance(word.value.value, bool)
    ]
    assert not passed, passed


def _is_action(call: ast.Call, module: house.Module) -> bool:
    name = ast.unparse(call.func).split(".")[0]
    return ".actions" in house.imported_names(module.tree).get(name, "")


@house.each(TEMPLATES, lambda path: str(path.relative_to(house.ROOT)))
def test_nothing_inline(path: Path) -> None:
    """No style and no script in a page: the Content-Security-Policy would stop it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        assert not INLINE.search(text), INLINE.search(text)
        assert not BARE_SCRIPT.search(text)


def test_no_task_note_without_a_number() -> None:
    noted = [
        f"{module.file}:{number}"
        for module in EVERYTHING
        for number, line in enumerate(module.path.read_text(encoding="utf-8").splitlines(), 1)
        if TASK_NOTE.search(line)
    ]
    assert not noted, noted
