"""Rules and protocol are plain Python: no Django, no clock, no chance, no environment, no float."""

import ast
import subprocess
import sys

from tests.architecture import house

PLAIN = [
    module
    for module in house.modules()
    if module.layer == "rules" or module.name.startswith("federation.protocol")
]
CLOCK_AND_CHANCE = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "uuid4",
    "time.monotonic", "time.time_ns", "os.environ", "os.getenv", "os.urandom", "uuid1", "uuid7",
}  # fmt: skip
BANNED_MODULES = {"random", "secrets", "time", "environs"}
WITHOUT_DJANGO = """
import importlib, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "rest_framework", "celery", "redis", "psycopg"}:
            raise ImportError(f"{name} is behind the wall")
        return None

sys.meta_path.insert(0, Wall())
for name in sys.argv[1:]:
    importlib.import_module(name)
print(len(sys.argv) - 1)
"""


def run_without_django(*names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_DJANGO, *names],
        cwd=house.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_imported_where_there_is_no_django() -> None:
    names = [module.name for module in PLAIN]
    done = run_without_django(*names)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(len(names))


def test_the_wall_would_stop_a_table() -> None:
    done = run_without_django("unions.people.models.person")
    assert "behind the wall" in done.stderr


def test_no_clock_no_chance_no_environment() -> None:
    found = [hint for module in PLAIN for hint in ambient(module.tree, module.file)]
    assert not found, "\n".join(found)


def test_no_float() -> None:
    found = [hint for module in PLAIN for hint in floats(module.tree, module.file)]
    assert not found, "\n".join(found)


def test_spoilt_rules_are_seen() -> None:
    spoilt = ast.parse(
        "import random\nnow = datetime.now()\nshare = 0.5\nhalf = a / b\nf = float(x)"
    )
    assert len(ambient(spoilt, "spoilt")) == 2
    assert len(floats(spoilt, "spoilt")) == 3


def ambient(tree: ast.Module, file: str) -> list[str]:
    """Where a module asks for the time, for luck, or for its surroundings."""
    imports = [
        f"{file}:{line} imports {name}"
        for name, line in house.imported(tree)
        if name.split(".")[0] in BANNED_MODULES and "protocol/keys" not in file
    ]
    asked = [
        f"{file}:{node.lineno} asks {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in CLOCK_AND_CHANCE
    ]
    return imports + asked


def _is_path(node: ast.BinOp) -> bool:
    words = isinstance(node.right, ast.Constant) and isinstance(node.right.value, str)
    return words or isinstance(node.right, ast.JoinedStr)


def floats(tree: ast.Module, file: str) -> list[str]:
    """Where a module leaves the exact numbers."""
    return [
        f"{file}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _is_path(node))
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "float")
    ]
