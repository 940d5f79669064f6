"""Ports are chosen once; what the processes are told follows from them."""

import json
import socket
from pathlib import Path

import pytest

from config.services.addresses import Addresses, as_role, numbered
from config.services.folders import DataFolder
from config.services.instances import Doors, Ports, choose_ports, environment, kept_ports
from config.services.refusals import ServiceRefused
from config.services.up import up
from config.services.valkey import free_port

ADDRESSES = Addresses(
    "postgresql://o", "postgresql://a", "postgresql://p", "redis://b", "redis://c"
)


@pytest.fixture
def folder(place: Path) -> DataFolder:
    """A folder without a run."""
    made = DataFolder(place / "data")
    (made.path / "secrets").mkdir(parents=True)
    return made


@pytest.fixture
def first() -> int:
    """A port with some free ones after it."""
    for _ in range(100):
        port = free_port()
        doors = Doors()
        row = port < 60_000 and all(map(doors.take, range(port, port + 8)))
        doors.let_go()
        if row:
            return port
    raise AssertionError("no eight free ports in a row")


def chosen_once(folder: DataFolder, first: int) -> dict[str, Ports]:
    """The ports of a start that has ended."""
    doors = Doors()
    try:
        return choose_ports(folder, doors, first)
    finally:
        doors.let_go()


def test_ports_are_kept_from_the_first_start_on(folder: DataFolder, first: int) -> None:
    chosen = chosen_once(folder, first)
    assert [p.kept for p in chosen.values()] == [first, first + 1]
    assert chosen_once(folder, first + 100) == chosen
    assert kept_ports(folder) == chosen


def test_two_demos_that_start_at_once_get_ports_of_their_own(place: Path, first: int) -> None:
    folders = [DataFolder(place / name) for name in ("one", "two")]
    for folder in folders:
        folder.path.mkdir()
    both = [(Doors(), folder) for folder in folders]
    pairs = [choose_ports(folder, doors, first) for doors, folder in both]
    assert [p.now for pair in pairs for p in pair.values()] == [*range(first, first + 4)]
    later = Doors()
    assert not later.take(first), "held until the pages open there"
    both[0][0].let_go()
    assert later.take(first), "and then for whoever opens them"
    for doors in (both[1][0], later):
        doors.let_go()


def test_at_the_first_start_a_taken_port_moves_the_pair(folder: DataFolder, first: int) -> None:
    with socket.create_server(("127.0.0.1", first + 1)):
        chosen = chosen_once(folder, first)
    assert [p.kept for p in chosen.values()] == [first + 2, first + 3]


def test_later_a_taken_port_moves_the_pages_and_not_the_origin(
    folder: DataFolder, first: int
) -> None:
    chosen_once(folder, first)
    with socket.create_server(("127.0.0.1", first)):
        chosen = chosen_once(folder, first)
    west = chosen["westvale"]
    assert (west.kept, west.now) == (first, first + 2)
    told = environment(folder, "westvale", ADDRESSES, chosen, {})
    assert told["FEDERATION_ORIGIN"] == f"http://127.0.0.1:{first}"
    assert json.loads(told["FEDERATION_DEV_ORIGINS"]) == [
        f"http://127.0.0.1:{first}",
        f"http://127.0.0.1:{first + 1}",
    ]


def test_a_damaged_port_file_is_refused_and_not_overwritten(folder: DataFolder) -> None:
    file = folder.path / "ports.json"
    file.write_text("{")
    with pytest.raises(ServiceRefused, match="damaged"):
        choose_ports(folder, Doors())
    assert file.read_text() == "{"


def test_secrets_differ_by_instance_and_stay(folder: DataFolder, first: int) -> None:
    ports = chosen_once(folder, first)
    west = environment(folder, "westvale", ADDRESSES, ports, {})
    north = environment(folder, "northshore", ADDRESSES, ports, {})
    for name in ("SECRET_KEY", "FIELD_KEYS"):
        assert west[name] != north[name]
        assert len(west[name]) >= 44
    assert environment(folder, "westvale", ADDRESSES, ports, {}) == west


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("postgresql://a:b@/c?host=/run/x", "postgresql://r:w%20d@/n?host=/run/x"),
        (
            "postgresql://a:b@db:5433/c?sslmode=require",
            "postgresql://r:w%20d@db:5433/n?sslmode=require",
        ),
        ("postgresql://db/c", "postgresql://r:w%20d@db/n"),
        ("postgresql:///c?host=/x&user=a&password=b", "postgresql://r:w%20d@/n?host=/x"),
    ],
)
def test_an_address_keeps_its_server_for_another_role(given: str, expected: str) -> None:
    assert as_role(given, "r", "w d", "n") == expected


def test_the_second_instance_takes_the_next_two_numbers() -> None:
    assert numbered("rediss://:w@h:1/3?timeout=2", 2) == "rediss://:w@h:1/5?timeout=2"
    assert numbered("redis://h:1", 1) == "redis://h:1/1"


@pytest.mark.parametrize("port", ["0", "80", "65535", "70000", "-5"])
def test_a_port_that_cannot_be_is_refused_before_it_is_kept(port: str) -> None:
    with pytest.raises(ServiceRefused, match="takes 1024 to 64000"):
        up(["--first-port", port])


def test_a_number_that_is_no_port_is_not_taken() -> None:
    assert not Doors().take(70_000)
