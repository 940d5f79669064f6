"""Private servers for the controller's tests, each in its own folder and ended by its number."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from config.services import runs
from config.services.binaries import binaries_for
from config.services.folders import ROOT, DataFolder, data_folder
from config.services.postgresql import PostgreSQL
from config.services.processes import wait_until
from config.services.runs import Run
from config.services.valkey import Valkey

WAIT_SECONDS_MAX = 240.0


@dataclass
class Holder:
    """One running controller and how to speak with its servers."""

    process: subprocess.Popen[bytes]
    folder: DataFolder
    said: Path

    def run(self) -> Run:
        """What it says that it runs."""
        run = runs.running(self.folder)
        assert run is not None, self.said.read_text()
        return run

    def connect(self, password: str | None = None) -> psycopg.Connection:
        """A connection with all rights."""
        server = PostgreSQL(self.folder, binaries_for(self.folder))
        return psycopg.connect(server.superuser_address(), autocommit=True, password=password)

    def valkey(self, name: str = "one") -> Valkey:
        """The broker of an instance."""
        return Valkey(self.folder, binaries_for(self.folder), name, self.run().valkey_ports[name])

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end and wait."""
        self.process.send_signal(number)
        return self.process.wait(WAIT_SECONDS_MAX)


Hold = Callable[..., Holder]


@contextlib.contextmanager
def private_place() -> Iterator[Path]:
    """A folder that every account can reach; pytest's own are open to one account only."""
    folder = Path(tempfile.mkdtemp(prefix="onecloak-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def holding(place: Path) -> Iterator[Hold]:
    """Starts controllers, and ends those that a test has left."""
    started: list[Holder] = []

    def start(data: Path | None = None, names: Sequence[str] = ("one",)) -> Holder:
        holder = _start(place, data or place / "data", names)
        started.append(holder)
        assert wait_until(lambda: _is_ready(holder), WAIT_SECONDS_MAX), holder.said.read_text()
        return holder

    yield start
    for holder in started:
        if holder.process.poll() is None:
            holder.end()
        shutil.rmtree(holder.folder.sockets, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of one test."""
    with private_place() as folder:
        yield folder


@pytest.fixture
def hold(place: Path) -> Iterator[Hold]:
    """Starts controllers for one test."""
    with holding(place) as start:
        yield start


@pytest.fixture(scope="session")
def shared() -> Iterator[Holder]:
    """One controller for all tests that neither kill nor spoil it."""
    with private_place() as folder, holding(folder) as start:
        yield start()


def quiet_environment() -> dict[str, str]:
    """Our environment without what names servers or an instance."""
    ours = ("DATABASE_", "REDIS_", "CACHE_", "ONECLOAK_", "SECRET_", "DJANGO_", "FEDERATION_")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours)}


def _start(place: Path, data: Path, names: Sequence[str]) -> Holder:
    said = place / f"{data.name}.said"
    with said.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.config.services.holder", str(data), *names],
            cwd=ROOT,
            env=quiet_environment(),
            stdout=output,
            stderr=output,
        )
    return Holder(process, data_folder(data), said)


def _is_ready(holder: Holder) -> bool:
    if holder.process.poll() is not None:
        return True
    run = runs.running(holder.folder)
    return run is not None and run.servers_ready
