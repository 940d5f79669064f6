"""Two instances over loopback, and the same two after they have shaken hands."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.wire import stacks
from tests.wire.stacks import Stack


@dataclass
class Pair:
    """A invites, B joins."""

    a: Stack
    b: Stack


@pytest.fixture(scope="session")
def template() -> Iterator[str]:
    """An empty database from which those of the instances are copied."""
    name = f"{os.environ['ONECLOAK_NAME']}_wire"
    stacks.migrate(name)
    yield name
    stacks.drop_databases([name])


@contextmanager
def two_instances(folder: Path, name: str, template: str) -> Iterator[Pair]:
    """Two instances that have keys and a sealed log, and do not know each other."""
    names = [f"{os.environ['ONECLOAK_NAME']}_{name}_{side}" for side in "ab"]
    ports = [stacks.free_port(), stacks.free_port()]
    stacks.copy(template, names)
    pair = Pair(*(Stack(n, folder / n, p, ports) for n, p in zip(names, ports, strict=True)))
    try:
        for stack in (pair.a, pair.b):
            stack.start()
        for stack in (pair.a, pair.b):
            stack.do("begin")
            stack.do("tick_seal")
        yield pair
    finally:
        for stack in (pair.a, pair.b):
            stack.stop()
        stacks.drop_databases(names)


@pytest.fixture
def strangers(tmp_path: Path, template: str) -> Iterator[Pair]:
    """Two instances that have never met."""
    with two_instances(tmp_path, "strangers", template) as found:
        yield found


def shake_hands(pair: Pair) -> None:
    """The whole handshake, both people included."""
    pair.b.do("join", text=pair.a.do("invite"))
    assert pair.b.do("shake_hands") == "pending"
    assert pair.a.do("shake_hands") == "pending"
    assert pair.a.do("code") == pair.b.do("code")
    pair.a.do("approve", last_group=pair.b.do("code").split(" ")[-1])
    assert pair.a.do("shake_hands") == "pending countersign"
    assert pair.b.do("shake_hands") == "active"
    assert pair.a.do("state") == "active"


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory, template: str) -> Iterator[Pair]:
    """Two peers, each with a union that tells its sums; shared by all tests that use it."""
    with two_instances(tmp_path_factory.mktemp("wire"), "pair", template) as found:
        shake_hands(found)
        found.a.do("found_union", slug="alder", name="Alder Vale")
        found.b.do("found_union", slug="harbour", name="Harbour Lights")
        for stack in (found.a, found.b):
            stack.do("tick_seal")
        for stack in (found.a, found.b):
            stack.do("pull")
        yield found
