"""The lock of a data folder and `run.json`, which says what runs in it; no secret stands there."""

import contextlib
import fcntl
import json
import os
import signal
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from config.services.accounts import hand_over
from config.services.folders import DataFolder
from config.services.processes import Identity, end, identify, is_running
from config.services.refusals import AlreadyRunning

LEFTOVER_SECONDS_MAX = 20.0
POSTGRESQL = "postgresql"


@dataclass
class Run:
    """What one run has started, as other processes may read it."""

    purpose: str
    supervisor: Identity
    servers_ready: bool = False
    pages: dict[str, str] = field(default_factory=dict)
    valkey_ports: dict[str, int] = field(default_factory=dict)
    children: dict[str, Identity] = field(default_factory=dict)
    restarts: dict[str, int] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Who holds the folder, for somebody who wanted it."""
        where = f", its pages are at {' and '.join(self.pages.values())}" if self.pages else ""
        return f"process {self.supervisor.pid} ({self.purpose}){where}"


def read(folder: DataFolder) -> Run | None:
    """What the last run wrote, whether or not it goes on; None when nothing is readable."""
    try:
        written = json.loads(folder.run_file.read_text(encoding="utf-8"))
        written["supervisor"] = Identity(**written["supervisor"])
        written["children"] = {r: Identity(**c) for r, c in written["children"].items()}
        return Run(**written)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def running(folder: DataFolder) -> Run | None:
    """The run that goes on in this folder now, if any."""
    run = read(folder)
    return run if run is not None and is_running(run.supervisor) else None


def write(folder: DataFolder, run: Run) -> None:
    """Replace `run.json` in one step, readable by us only."""
    partial = folder.run_file.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(run), file, indent=1)
    hand_over(partial, folder.account)
    partial.rename(folder.run_file)


@contextlib.contextmanager
def held(folder: DataFolder, purpose: str) -> Iterator[Run]:
    """Hold the folder for one run. Ends what a killed run left. Raises AlreadyRunning."""
    folder.make()
    with _locked(folder.lock, folder):
        end_leftovers(folder)
        run = Run(purpose, identify("supervisor", os.getpid()))
        write(folder, run)
        try:
            yield run
        finally:
            folder.run_file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                folder.sockets.rmdir()


def end_leftovers(folder: DataFolder) -> None:
    """End children of a run that was killed, each only if it is provably that child."""
    run = read(folder)
    if run is None:
        return
    for role, child in reversed(run.children.items()):
        first = signal.SIGINT if role == POSTGRESQL else signal.SIGTERM
        end(child, first, LEFTOVER_SECONDS_MAX)


@contextlib.contextmanager
def _locked(path: Path, folder: DataFolder) -> Iterator[None]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        hand_over(path, folder.account)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = read(folder)
            who = other.sentence() if other else "another process"
            raise AlreadyRunning(
                f"{folder.path} is in use by {who}. End that first: python3 start.py stop"
            ) from None
        yield
    finally:
        os.close(handle)
