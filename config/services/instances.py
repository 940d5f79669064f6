"""The instances of a folder: their names, their ports, and what their processes are told."""

import json
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from config.services.accounts import hand_over
from config.services.addresses import Addresses
from config.services.folders import DataFolder
from config.services.refusals import ServiceRefused
from config.services.secret_files import field_key, password
from config.services.valkey import LOOPBACK

DEMO = ("westvale", "northshore")
DEMO_NIGHT_SECONDS = 120
FIRST_PORT, PORTS_TRIED = 8000, 1000
PORTS_FILE = "ports.json"


@dataclass(frozen=True)
class Ports:
    """Where an instance answers: `kept` since its first start, `now` in this run."""

    kept: int
    now: int


class Doors:
    """Ports that nobody else gets before the pages open there: between the choice and that lie
    the databases and the demo's story, and another demo may be starting meanwhile."""

    def __init__(self) -> None:
        self.held: dict[int, socket.socket] = {}

    def take(self, port: int) -> bool:
        """Hold this loopback port; False if somebody has it."""
        door = socket.socket()
        # As gunicorn does: a port that has just been given back is free.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((LOOPBACK, port))
            # Bound alone, it could be bound once more.
            door.listen(1)
        except (OSError, OverflowError):
            door.close()
            return False
        self.held[port] = door
        return True

    def take_pair(self, first: int) -> tuple[int, int]:
        """The first two in a row from `first` on. Raises ServiceRefused."""
        for port in range(first, first + PORTS_TRIED, 2):
            if self.take(port):
                if self.take(port + 1):
                    return port, port + 1
                self.held.pop(port).close()
        raise ServiceRefused(f"No two ports from {first} on are free. End what listens there.")

    def let_go(self) -> None:
        """Give them back, to whoever opens the pages there next."""
        while self.held:
            self.held.popitem()[1].close()


def choose_ports(folder: DataFolder, doors: Doors, first: int = FIRST_PORT) -> dict[str, Ports]:
    """The ports of this run, kept from the first start on; a taken one gives way for now. `doors`
    holds those that the pages will open."""
    kept = _kept(folder)
    if kept is None:
        kept = dict(zip(DEMO, doors.take_pair(first), strict=True))
        _keep(folder, kept)
        return {name: Ports(port, port) for name, port in kept.items()}
    chosen: dict[str, Ports] = {}
    for name, port in kept.items():
        others = range(first, first + PORTS_TRIED)
        wanted = (port, *(p for p in others if p not in kept.values()))
        now = next((p for p in wanted if doors.take(p)), None)
        if now is None:
            raise ServiceRefused(f"No port from {first} on is free. End what listens there.")
        chosen[name] = Ports(port, now)
    return chosen


def kept_ports(folder: DataFolder) -> dict[str, Ports]:
    """The ports as far as they were chosen; those of a first start otherwise."""
    kept = _kept(folder) or {name: FIRST_PORT + place for place, name in enumerate(DEMO)}
    return {name: Ports(port, port) for name, port in kept.items()}


def page_address(ports: Ports) -> str:
    """For people: passkeys refuse a bare address."""
    return f"http://localhost:{ports.now}"


def peer_address(ports: Ports) -> str:
    """For peers: the pinned origin, which follows from the port kept."""
    return f"http://{LOOPBACK}:{ports.kept}"


def environment(
    folder: DataFolder,
    name: str,
    connections: Addresses,
    ports: Mapping[str, Ports],
    inherited: Mapping[str, str] = os.environ,
) -> dict[str, str]:
    """What the processes of the demo instance `name` are told; as the app's role."""
    home = folder.path / "federation" / name
    return {
        **inherited,
        "ONECLOAK_ENV": "demo",
        "ONECLOAK_NAME": name,
        "ONECLOAK_DATA": str(folder.path),
        "DATABASE_URL": connections.app,
        "REDIS_URL": connections.broker,
        "CACHE_URL": connections.cache,
        "SECRET_KEY": password(folder, f"{name}-secret-key"),
        "FIELD_KEYS": field_key(folder, f"{name}-field-key"),
        "ALLOWED_HOSTS": f"localhost,{LOOPBACK}",
        "FEDERATION_ORIGIN": peer_address(ports[name]),
        "FEDERATION_DEV_ORIGINS": json.dumps([peer_address(p) for p in ports.values()]),
        "FEDERATION_PORTS": json.dumps([p.kept for p in ports.values()]),
        "FEDERATION_KEY_DIR": str(home / "keys"),
        "FEDERATION_JOURNAL": str(home / "journal"),
        "FEDERATION_DEMO_NIGHT": str(DEMO_NIGHT_SECONDS),
    }


def as_owner(variables: Mapping[str, str], connections: Addresses) -> dict[str, str]:
    """The same process environment for a command that needs the owner's rights."""
    return {**variables, "DATABASE_URL": connections.owner}


def as_platform(variables: Mapping[str, str], connections: Addresses) -> dict[str, str]:
    """The same for relay and beat, which see work but no content."""
    return {**variables, "DATABASE_URL": connections.platform}


def _kept(folder: DataFolder) -> dict[str, int] | None:
    try:
        kept = json.loads((folder.path / PORTS_FILE).read_text(encoding="utf-8"))
        return {name: int(kept[name]) for name in DEMO}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        raise ServiceRefused(
            f"{folder.path / PORTS_FILE} is damaged. It holds the port of each region, on which "
            'peers have pinned them: {"westvale": 8000, "northshore": 8001}. Write it again.'
        ) from None


def _keep(folder: DataFolder, ports: Mapping[str, int]) -> None:
    path = folder.path / PORTS_FILE
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(dict(ports)), encoding="utf-8")
    hand_over(partial, folder.account)
    partial.rename(path)
