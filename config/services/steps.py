"""What is done between "the servers answer" and "the pages answer", each only when needed."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import psycopg

from config.services.addresses import Addresses
from config.services.folders import ROOT
from config.services.instances import as_owner
from config.services.processes import spawn
from config.services.refusals import ServiceRefused
from config.services.servers import say
from config.services.supervisor import Supervisor

APPS = ("config", "unions", "commonpurse", "provisioning", "federation")
STAMPS = "stamps"
SEED = "7"
# Shown nowhere: we use the other of the two API viewers.
IGNORED = ("--ignore", "redoc")


def migrate(
    supervisor: Supervisor,
    environments: Mapping[str, Mapping[str, str]],
    connections: Mapping[str, Addresses],
) -> None:
    """Bring both schemas to the state of the code, side by side."""
    wanted = _digest(path for app in APPS for path in (ROOT / app / "migrations").rglob("*.*"))
    due = {
        name: as_owner(environments[name], connections[name])
        for name in environments
        if _read_stamp(supervisor, f"{name}-migrations") != wanted
        or not has_rows(connections[name].owner, "django_migrations")
    }
    if not due:
        return
    began = time.monotonic()
    say(f"Preparing the database of {_and(due)} ...")
    side_by_side(supervisor, "migrate", due, "--verbosity", "0")
    for name in due:
        _write_stamp(supervisor, f"{name}-migrations", wanted)
    say(f"  done in {time.monotonic() - began:.0f} s")


def compile_translations(supervisor: Supervisor) -> None:
    """Compile each `.po` that is newer than its `.mo`; a bare machine has no gettext."""
    sources = [*ROOT.glob("locale/*/LC_MESSAGES/*.po")]
    sources += [p for app in APPS for p in (ROOT / app).glob("locale/*/LC_MESSAGES/*.po")]
    due = [
        (source, source.with_suffix(".mo"))
        for source in sources
        if not source.with_suffix(".mo").exists()
        or source.with_suffix(".mo").stat().st_mtime < source.stat().st_mtime
    ]
    if not due:
        return
    say("Compiling the translations ...")
    babel = [sys.executable, "-m", "babel.messages.frontend", "compile"]
    supervisor.run_steps(
        {
            str(source.relative_to(ROOT)): subprocess.Popen(
                [*babel, "-i", str(source), "-o", str(target)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for source, target in due
        }
    )


def collect_static(supervisor: Supervisor, environment: Mapping[str, str]) -> None:
    """Hash and compress the static files, when one of them has changed."""
    folders = [ROOT / app / "static" for app in APPS] + [ROOT / "requirements.lock"]
    wanted = _digest(p for f in folders for p in (f.rglob("*") if f.is_dir() else [f]))
    if _read_stamp(supervisor, "static") == wanted:
        return
    began = time.monotonic()
    say("Collecting the static files ...")
    side_by_side(
        supervisor,
        "collectstatic",
        {"both": environment},
        "--no-input",
        "--clear",
        "--verbosity=0",
        *IGNORED,
    )
    _write_stamp(supervisor, "static", wanted)
    say(f"  done in {time.monotonic() - began:.0f} s")


def seed(
    supervisor: Supervisor,
    environments: Mapping[str, Mapping[str, str]],
    connections: Mapping[str, Addresses],
) -> None:
    """Tell the demo's story to each instance that holds no union yet."""
    empty = {
        name: variables
        for name, variables in environments.items()
        if not has_rows(connections[name].owner, "unions_union")
    }
    if not empty or not command_exists("seed_demo"):
        return
    began = time.monotonic()
    say(f"Loading the demo's story into {_and(empty)} ...")
    side_by_side(supervisor, "seed_demo", empty, "--seed", SEED)
    say(f"  done in {time.monotonic() - began:.0f} s")


def pair(supervisor: Supervisor, environments: Mapping[str, Mapping[str, str]]) -> None:
    """Once, when both webs answer: the two regions agree over their real endpoints."""
    if _read_stamp(supervisor, "paired"):
        return
    say("Pairing the two regions ...")
    try:
        side_by_side(supervisor, "federation", environments, "pair")
    except ServiceRefused:
        # The pages work without it; the next start tries again.
        say("The regions are not connected yet; the next start tries again.")
        return
    _write_stamp(supervisor, "paired", "yes")


def has_rows(address: str, table: str) -> bool:
    """Whether the table exists and holds a row."""
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [table]).fetchone()
        if not found or not found[0]:
            return False
        query = psycopg.sql.SQL("SELECT EXISTS (SELECT 1 FROM {})")
        row = connection.execute(query.format(psycopg.sql.Identifier(table))).fetchone()
    return bool(row and row[0])


def command_exists(name: str) -> bool:
    """Whether one of our apps brings this management command."""
    return any((ROOT / app / "management" / "commands" / f"{name}.py").exists() for app in APPS)


def side_by_side(
    supervisor: Supervisor, command: str, environments: Mapping[str, Mapping[str, str]], *more: str
) -> None:
    """Run a command of `manage.py` in each environment at once; raises ServiceRefused."""
    supervisor.run_steps(
        {
            f"{command} ({name})": spawn(
                [sys.executable, "manage.py", command, *more],
                environment=variables,
                log=None,
                folder=ROOT,
            )
            for name, variables in environments.items()
        }
    )


def _digest(paths: Iterable[Path]) -> str:
    """Changes with the name, size or time of any file."""
    files = sorted(p for p in paths if p.is_file() and p.suffix != ".pyc")
    lines = [f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in files]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _read_stamp(supervisor: Supervisor, name: str) -> str:
    try:
        return (supervisor.folder.path / STAMPS / name).read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def _write_stamp(supervisor: Supervisor, name: str, value: str) -> None:
    folder = supervisor.folder.path / STAMPS
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(value, encoding="ascii")


def _and(names: Iterable[str]) -> str:
    return " and ".join(name.title() for name in names)
