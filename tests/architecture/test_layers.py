"""Subjects and layers: what stands on disk is what the contracts hold, and each one can say no."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import grimp
import pytest
from django.apps import apps

from tests.architecture import house

CONTRACTS = house.project()["tool"]["importlinter"]["contracts"]
LAYERS = house.contract("Layers of a subject")

# One line that each contract must refuse: (file, line to add).
SPOILED = {
    "Apps point one way": ("unions/rights.py", "import provisioning.measures"),
    "Subjects of unions": ("unions/founding/rules/policies.py", "import unions.people.rules.names"),
    "Subjects of commonpurse": ("commonpurse/ledger/rules/money.py", "import commonpurse.models"),
    "Subjects of provisioning": ("provisioning/measures.py", "import provisioning.models"),
    "Subjects of federation": ("federation/refusals.py", "import federation.models"),
    "Layers of a subject": ("unions/people/helpers.py", ""),
    "No cycles between siblings": ("config/env.py", "import config.settings"),
    "Rules and protocol are plain Python": ("unions/people/rules/names.py", "import django"),
    "Web and queue stay at the doors": ("unions/people/models/user.py", "import rest_framework"),
    "Doors touch no tables": (
        "unions/people/views/settings.py",
        "import unions.people.models.user",
    ),
    "Views are reached by an address": ("unions/gate.py", "import unions.people.views.settings"),
    "Nobody calls a door": ("unions/middleware.py", "import unions.courier.tasks"),
    "Only tasks call out": ("federation/urls.py", "import federation.wire.client"),
    "Only the ledger touches its tables": (
        "commonpurse/rights.py",
        "import commonpurse.ledger.models.posting",
    ),
    "Seam of unions": ("commonpurse/rights.py", "import unions.models"),
    "Seam of commonpurse": ("provisioning/measures.py", "import commonpurse.models"),
    "Seam of provisioning": ("federation/rights.py", "import provisioning.models"),
    "Federation reads aggregates only": (
        "federation/refusals.py",
        "import unions.people.queries.people",
    ),
}
LINT = Path(sys.executable).parent / "lint-imports"


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("config", *house.APPS, cache_dir=None)


def test_subjects_are_named_in_contract_and_app() -> None:
    assert set(LAYERS["containers"]) == set(house.subjects())
    told = {f"{app}.{name}" for app in house.APPS for name in _told(app)}
    assert told == set(house.subjects())
    missing = set(house.subjects()) - house.height().keys()
    assert not missing, f"No place in the order of their app: {missing}"


def test_each_layer_of_the_contracts_exists(graph: grimp.ImportGraph) -> None:
    """Nothing is listed before it is built."""
    for contract in CONTRACTS:
        for container in contract.get("containers", ()):
            assert container in graph.modules, f"{contract['name']} names {container}"
        for name in _names(contract.get("layers", ())):
            places = [f"{c}.{name}" for c in contract.get("containers", ())] or [name]
            found = [place for place in places if place in graph.modules]
            assert found, f"{contract['name']} names {name}, which does not exist"


def test_each_wildcard_matches_something(graph: grimp.ImportGraph) -> None:
    for contract in CONTRACTS:
        assert "ignore_imports" not in contract
        for key in (
            "source_modules",
            "forbidden_modules",
            "protected_modules",
            "allowed_importers",
        ):
            for expression in contract.get(key, ()):
                if "." not in expression:  # an outside package, or a whole app
                    continue
                assert graph.find_matching_modules(expression), (
                    f"{contract['name']}: {expression} matches nothing"
                )


def test_exhaustive_contracts_stay_exhaustive() -> None:
    for contract in CONTRACTS:
        if contract["type"] == "layers" and "containers" in contract:
            assert contract["exhaustive"] is True, contract["name"]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which things may be broken."""
    copy = tmp_path_factory.mktemp("scratch")
    only_python = shutil.ignore_patterns("static", "__pycache__", "*.po", "sql")
    for package in ("config", *house.APPS):
        shutil.copytree(house.ROOT / package, copy / package, ignore=only_python)
    shutil.copy(house.ROOT / "pyproject.toml", copy)
    return copy


@pytest.fixture
def spoil(scratch: Path) -> Iterator[Callable[[str, str], str]]:
    """Add a line to a file of the copy and give what the contracts say to it."""
    mended: list[tuple[Path, str | None]] = []

    def add(file: str, line: str) -> str:
        path = scratch / file
        before = path.read_text(encoding="utf-8") if path.exists() else None
        mended.append((path, before))
        path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
        command = [str(LINT), "--no-cache", "--no-logo"]
        return subprocess.run(
            command, cwd=scratch, capture_output=True, text=True, check=False
        ).stdout

    yield add
    for path, before in mended:
        path.unlink() if before is None else path.write_text(before, encoding="utf-8")


@pytest.mark.parametrize("name", [contract["name"] for contract in CONTRACTS])
def test_each_contract_turns_red(name: str, spoil: Callable[[str, str], str]) -> None:
    file, line = SPOILED[name]
    report = spoil(file, line)
    assert f"{name} BROKEN" in report, report


def test_types_may_climb_inside_a_subject_only() -> None:
    for module in house.modules():
        if not module.subject:
            continue
        for name, line in house.imported(module.tree, types_only=True):
            target = ".".join(name.split(".")[:2])
            if target in house.subjects():
                assert house.height()[target] <= house.height()[module.subject], (
                    f"{module.file}:{line} looks up to {target}, be it for a type only"
                )


def _told(app: str) -> tuple[str, ...]:
    return tuple(vars(type(apps.get_app_config(app)))["subjects"])


def _names(layers: list[str]) -> list[str]:
    cut = [layer.replace("|", " ").replace(":", " ").split() for layer in layers]
    return [name.strip("()") for names in cut for name in names]
