"""Boards: news carry ids and are heard, effects and jobs are written down, laws can be broken."""

import ast
import importlib
import inspect
import re

import pytest

from tests.architecture import house
from unions import invariants, news
from unions.courier.rules import jobs, receivers

NEWS = [
    value
    for module in house.modules()
    if module.layer == "news"
    for value in vars(importlib.import_module(module.name)).values()
    if isinstance(value, news.Announcement)
]
# Told, though nobody here listens yet: what for.
UNHEARD: dict[str, str] = {}
# The courier's own tests pin jobs of their own.
JOBS = [job for job in jobs.every() if job.run.__module__.split(".")[0] in house.APPS]
TESTS = [*(house.ROOT / "tests").rglob("test_*.py")]
RECEIVERS = [
    (module, function)
    for module in house.modules()
    if module.layer in {"receivers", "effects", "tasks"}
    for function in house.public(module)
]


@pytest.mark.parametrize("told", NEWS, ids=lambda told: told.topic)
def test_news_is_told_by_ids_and_heard(told: news.Announcement) -> None:
    assert all(name.endswith("_id") for name in told.ids)
    heard = {receiver.topic for receiver in receivers.every()}
    assert (told.topic in heard) is not (told.topic in UNHEARD)


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_each_job_is_named_for_its_subject_and_runs(job: jobs.Job) -> None:
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", job.name)
    assert job.run.__module__.split(".")[1:] == [job.name.split(".")[0], "tasks"]
    assert inspect.signature(job.run).parameters.keys() <= {"due_at", "_due_at"}


@pytest.mark.parametrize("law", invariants.laws(), ids=lambda law: law.name)
def test_each_law_is_seen_to_fail(law: invariants.Law) -> None:
    """A test names the law's function beside a spoilt row."""
    name = law.name.rsplit(".", 1)[1]
    broken = [path for path in TESTS if name in path.read_text(encoding="utf-8")]
    assert broken, f"No test breaks {law.name}"


@pytest.mark.parametrize(
    ("module", "function"), RECEIVERS, ids=[f"{m.name}.{f.name}" for m, f in RECEIVERS]
)
def test_a_door_calls_one_action(module: house.Module, function: ast.FunctionDef) -> None:
    names = house.imported_names(module.tree)
    called = [
        spoken
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and ".actions" in names.get((spoken := ast.unparse(node.func)).split(".")[0], "")
    ]
    assert len(called) <= 1, f"{module.file}:{function.lineno} calls {called}"
