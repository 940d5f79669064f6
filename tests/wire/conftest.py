"""Two instances over loopback, and the same two after they have shaken hands."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.wire import stacks
from tests.wire.stacks import Stack


@dataclass
class Pair:
    """A invites, B joins."""

    a: Stack
    b: Stack


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """Two instances that have keys and a sealed log, and do not know each other."""
    names = [f"{os.environ['ONECLOAK_NAME']}_wire_{side}" for side in "ab"]
    folder = tmp_path_factory.mktemp("wire")
    ports = [stacks.free_port(), stacks.free_port()]
    stacks.make_databases(names)
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


@pytest.fixture(scope="module")
def pair(strangers: Pair) -> Pair:
    """Two instances that are peers; each has a union that tells its sums."""
    shake_hands(strangers)
    strangers.a.do("found_union", slug="alder", name="Alder Vale")
    strangers.b.do("found_union", slug="harbour", name="Harbour Lights")
    for stack in (strangers.a, strangers.b):
        stack.do("tick_seal")
    for stack in (strangers.a, strangers.b):
        stack.do("pull")
    return strangers
