"""Migrations: named by hand, one chain an app, pointing down, reversible, of one purpose."""

import re
from itertools import pairwise

import pytest
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import ModelOperation

from tests.architecture import house

LOADER = MigrationLoader(None, ignore_no_migrations=True)
OURS = sorted(key for key in LOADER.disk_migrations if key[0] in house.APPS)
NAMED_BY_HAND = re.compile(r"\d{4}(_[a-z0-9]+)+")


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_named_by_hand(key: tuple[str, str]) -> None:
    assert NAMED_BY_HAND.fullmatch(key[1])
    assert "_auto_" not in key[1]
    assert "initial" not in key[1]


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_depends_on_its_own_or_lower_apps(key: tuple[str, str]) -> None:
    for app, _ in LOADER.disk_migrations[key].dependencies:
        if app in house.APPS:
            assert house.APPS.index(app) <= house.APPS.index(key[0])


@pytest.mark.parametrize("app", house.APPS)
def test_one_chain(app: str) -> None:
    names = [name for owner, name in OURS if owner == app]
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for earlier, later in pairwise(names):
        assert (app, earlier) in LOADER.disk_migrations[app, later].dependencies


@pytest.mark.parametrize("key", OURS, ids=".".join)
def test_can_go_back_and_does_one_thing(key: tuple[str, str]) -> None:
    steps = LOADER.disk_migrations[key].operations
    for step in steps:
        assert step.reversible, f"{step.describe()} cannot go back"
    moves_data = any(isinstance(step, migrations.RunPython) for step in steps)
    assert not (moves_data and any(_changes_tables(step) for step in steps))


def _changes_tables(step: Operation) -> bool:
    return isinstance(step, ModelOperation) or "Field" in type(step).__name__
