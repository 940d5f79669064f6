#!/usr/bin/env python3
"""One Cloak from a fresh clone: prepares its own environment, then runs what is asked.

    python3 start.py                      the demo: two regions; prints both addresses
    python3 start.py --detach             the same, without holding the terminal
    python3 start.py test [paths ...]     every check and every test, or only those paths
    python3 start.py check                format, lint, types, contracts, settings
    python3 start.py bench [names ...]    the measurements, or only those: ledger, journeys
    python3 start.py manage COMMAND ...   any command of manage.py
    python3 start.py stop                 ends the running demo
    python3 start.py reset --yes          deletes the demo's data

Standard library only, and it parses on Python 3.8, so that an old Python gets a sentence. Every
failure ends in one sentence that says what to do.
"""

from __future__ import annotations

import base64
import errno
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
DISK_BYTES_MIN = 50_000_000
BEGAN = time.monotonic()
PYTHONS = ("3.11", "3.12", "3.13")
RUN_TIME, DEVELOPMENT = "requirements.lock", "requirements-dev.lock"
DISK_FULL = "The disk is full. Free about 1 GB and run the same command again."
# What pip and uv write when something is wrong → what helps. The first that fits is said.
INSTALL_FAILURES = {
    "no space left on device|os error 28": DISK_FULL,
    "do not match the hashes|hash mismatch|hashes are required": (
        "A package is not the one the lock names, so it was not installed. Clear the package "
        "cache (python3 -m pip cache purge) and try again; if it stays, ask whoever keeps your "
        "package index."
    ),
    "newconnectionerror|name resolution|dns error|connection refused|network is unreachable"
    "|timed out|error sending request|failed to connect|no route to host|proxyerror": (
        "The package index cannot be reached. Check the network (or pip's settings) and run the "
        "same command again."
    ),
    "permission denied|os error 13": (
        f"There is no right to write below {ENVIRONMENT}. Run as the folder's owner, or delete it."
    ),
    "no matching distribution|no solution found|could not find a version|no usable wheels": (
        "The package index lacks a package of the lock for this machine. They exist for Linux "
        "with glibc (x86-64, arm64) and macOS."
    ),
}
PYTEST = ("-m", "pytest", "-p", "no:cacheprovider")
CHECKS = (
    ("types", ("-m", "mypy", ".")),
    ("architecture", (*PYTEST, "tests/architecture")),
    ("format", ("-m", "ruff", "format", "--check", "--no-cache", ".")),
    ("lint", ("-m", "ruff", "check", "--no-cache", ".")),
    ("templates", ("djangofmt", "--check", "templates")),
    ("template lint", ("djangofmt", "check", "templates")),
    ("contracts", ("lint-imports", "--no-cache")),
    ("settings", ("manage.py", "check", "--fail-level", "WARNING")),
    ("settings for real use", ("manage.py", "check", "--deploy", "--fail-level", "WARNING")),
    ("migrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
)
# Two processes, unless they would share servers given from outside: what is sealed waits for all
# that runs on its server.
SIDE_BY_SIDE = "0" if os.environ.get("DATABASE_URL") or os.environ.get("REDIS_URL") else "2"
# Architecture is among the checks, and a measurement is no test.
TESTS = ("-n", SIDE_BY_SIDE, "--ignore=tests/architecture", "--ignore=tests/bench", "tests")
BROWSER = ("Chromium", ("-m", "config.services.chromium"))


class Result(NamedTuple):
    """How a group of checks or tests went."""

    name: str
    seconds: float
    code: int


class Stop(Exception):
    """A sentence for the person at the terminal, and the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


# ---- the environment ---------------------------------------------------------------------------


def check_ground() -> None:
    """Refuse a Python or a system that cannot carry the project."""
    if os.name != "posix":
        raise Stop("One Cloak runs on Linux and macOS; on Windows use it inside WSL.")
    version = ".".join(map(str, sys.version_info[:2]))
    if version not in PYTHONS:
        found = [name for name in ("python" + v for v in PYTHONS) if shutil.which(name)]
        way = f"Run: {found[-1]} start.py" if found else "Install one of them and run it again."
        raise Stop(f"One Cloak needs Python 3.11, 3.12 or 3.13; this is {version}. {way}")


def fingerprint(lock: str) -> str:
    """Changes with the lock and with the Python that the environment belongs to."""
    try:
        content = (ROOT / lock).read_bytes()
    except FileNotFoundError:
        raise Stop(f"{lock} is missing. Restore it with: git checkout {lock}") from None
    return hashlib.sha256(content + sys.version.encode()).hexdigest()


def stamp(lock: str) -> Path:
    return ENVIRONMENT / (lock + ".installed")


def is_installed(lock: str) -> bool:
    """True when the lock as it is now was installed to its end, and the environment still runs."""
    wanted = fingerprint(lock)
    try:
        return stamp(lock).read_text() == wanted and PYTHON.exists()
    except OSError:
        return False


def prepare(locks: tuple[str, ...]) -> None:
    """Make the environment hold `locks`; one start.py at a time does it."""
    if all(is_installed(lock) for lock in locks):
        return
    with (ROOT / RUN_TIME).open("rb") as guard:
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another start.py is preparing the environment; waiting for it.")
            fcntl.flock(guard, fcntl.LOCK_EX)
        if not is_installed(RUN_TIME):
            make_environment()
        for lock in locks:
            if not is_installed(lock):
                install(lock)


def make_environment() -> None:
    """Begin anew: an environment that is half made or made for another lock is not repaired."""
    strange = ENVIRONMENT.exists() and not (ENVIRONMENT / "pyvenv.cfg").exists()
    if ENVIRONMENT.is_symlink() or (strange and any(ENVIRONMENT.iterdir())):
        raise Stop(f"{ENVIRONMENT} was not made by start.py. Move it away and run this again.")
    if ENVIRONMENT.exists():
        say("The environment is half made or out of date: making it anew.")
        shutil.rmtree(ENVIRONMENT)
    for way in ways_to_make():
        if succeeds(way):
            return
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    if not os.access(ROOT, os.W_OK):
        raise Stop(f"There is no right to write in {ROOT}. Run as the folder's owner.")
    if shutil.disk_usage(ROOT).free < DISK_BYTES_MIN:
        raise Stop(DISK_FULL)
    raise Stop("This Python can make no environment. On Debian: apt install python3-venv")


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def ways_to_make() -> list[list[str]]:
    if shutil.which("uv"):
        return [
            ["uv", "venv", "--quiet", "--no-project", "--python", sys.executable, str(ENVIRONMENT)]
        ]
    plain = [sys.executable, "-m", "venv", str(ENVIRONMENT)]
    # Debian's python3 lacks ensurepip; its own pip, if there is one, then installs from outside.
    return [plain, [*plain, "--without-pip"]]


def installer() -> list[str]:
    """The command that installs into the environment; never into the system's Python."""
    if shutil.which("uv"):
        return ["uv", "pip", "install", "--python", str(PYTHON), "--no-progress"]
    quiet = ["install", "--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    # As with uv: what is imported is compiled then, the larger part never is.
    quiet.append("--no-compile")
    if (ENVIRONMENT / "bin" / "pip").exists():
        return [str(PYTHON), "-m", "pip", *quiet]
    if succeeds([sys.executable, "-m", "pip", "--version"]):
        return [sys.executable, "-m", "pip", "--python", str(PYTHON), *quiet]
    raise Stop("There is no pip. On Debian: apt install python3-venv python3-pip")


def install(lock: str) -> None:
    """Install exactly what the lock names, wheels only, each checked against its hash."""
    packages = sum("==" in line for line in (ROOT / lock).read_text().splitlines())
    say(f"Installing {packages} packages from {lock} (once) ...")
    began = time.monotonic()
    command = [*installer(), "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", lock]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        raise Stop(why_install_failed(done.stdout.decode(errors="replace")))
    stamp(lock).write_text(fingerprint(lock))
    say(f"  done in {time.monotonic() - began:.0f} s")


def why_install_failed(report: str) -> str:
    for signs, sentence in INSTALL_FAILURES.items():
        if re.search(signs, report, re.IGNORECASE):
            return sentence
    lines = [line.strip() for line in report.splitlines() if line.strip()] or ["no reason given"]
    errors = [line for line in lines if line.lower().startswith("error")]
    return f"Installing the packages failed ({(errors or lines)[-1]}). Run the same command again."


# ---- what runs in it ---------------------------------------------------------------------------


def become(*arguments: str) -> None:
    """Let the project's Python take the place of this process."""
    os.chdir(str(ROOT))
    sys.stdout.flush()
    os.execv(str(PYTHON), [str(PYTHON), *arguments])


def real_use() -> dict[str, str]:
    """An environment as a host would set it, for checking the settings of real use."""
    word = base64.urlsafe_b64encode(os.urandom(32)).decode()
    return {
        "ONECLOAK_ENV": "production",
        "ONECLOAK_NAME": "onecloak",
        "SECRET_KEY": word * 2,
        "FIELD_KEYS": word,
        "ALLOWED_HOSTS": "union.example",
        "TRUSTED_PROXIES": "1",
        "DATABASE_URL": "postgresql://onecloak_app@database/onecloak",
        "REDIS_URL": "redis://broker/0",
        "FEDERATION_ORIGIN": "https://union.example",
    }


def run_group(name: str, command: tuple[str, ...], *, at_end: bool = False) -> Result:
    """Run one group with its output as it comes, or all `at_end` where several run at once."""
    program = ENVIRONMENT / "bin" / command[0]
    whole = [str(PYTHON), *command]
    if not command[0].startswith("-") and program.exists():
        whole = [str(program), *command[1:]]
    if not at_end:
        say(f"\n== {name}")
    began = time.monotonic()
    variables = dict(
        os.environ, PATH=f"{ENVIRONMENT / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    )
    if "--deploy" in command:
        variables.update(real_use())
    into = (subprocess.PIPE, subprocess.STDOUT) if at_end else (None, None)
    done = subprocess.run(
        whole, cwd=ROOT, env=variables, check=False, stdout=into[0], stderr=into[1]
    )
    if at_end:
        say(f"\n== {name}\n{done.stdout.decode(errors='replace')}")
    return Result(name, time.monotonic() - began, done.returncode)


def report(results: list[Result]) -> int:
    """Print each group's time; the exit code is that of the first group that failed."""
    say("")
    for name, seconds, code in results:
        say(f"{seconds:7.1f} s  {'ok    ' if code == 0 else 'FAILED'}  {name}")
    say(f"{time.monotonic() - BEGAN:7.1f} s  in all")
    return next((code for _, _, code in results if code), 0)


def check(*besides: tuple[str, tuple[str, ...]]) -> list[Result]:
    """All checks, two at a time, the longest first, and `besides` at the same time."""
    present = [c for c in CHECKS if (ROOT / c[1][-1]).exists() or c[0] != "architecture"]
    with ThreadPoolExecutor(2) as pool, ThreadPoolExecutor(1) as aside:
        others = aside.map(lambda one: run_group(*one, at_end=True), besides)
        results = [*pool.map(lambda one: run_group(*one, at_end=True), present)]
        return [*others, *results]


def bring_browser(arguments: tuple[str, ...]) -> list[Result]:
    """Find or fetch Chromium when journeys are among what is asked."""
    wanted = any(argument.startswith("tests/journeys") for argument in arguments)
    return [run_group(*BROWSER)] if wanted else []


def find_tests(name: str) -> list[str]:
    """Take a path or an option as it is, and `needs` for tests/provisioning/needs."""
    if name.startswith("-") or (ROOT / name.partition("::")[0]).exists():
        return [name]
    folders = sorted(place for place in ROOT.glob("tests/**/" + name) if place.is_dir())
    if not folders:
        raise Stop(f"There are no tests at {name}. Give a path or the name of a subject.", 2)
    return [str(folder.relative_to(ROOT)) for folder in folders]


def test(paths: list[str]) -> int:
    """All groups in order, or pytest on `paths` alone, which then says what it left out."""
    if paths:
        chosen = tuple(place for path in paths for place in find_tests(path))
        results = [*bring_browser(chosen), run_group(" ".join(paths), (*PYTEST, *chosen))]
        say("Left out: check and every other test. All of it: python3 start.py test")
        return report(results)
    # Chromium comes by the network, or from a package: the checks need not wait for it.
    return report([*check(BROWSER), run_group("tests", (*PYTEST, *TESTS))])


def measurements() -> list[str]:
    """What `bench` knows by name."""
    files = (ROOT / "tests/bench").glob("test_*.py")
    return sorted([file.stem[len("test_") :] for file in files] + ["journeys"])


def bench(names: list[str]) -> int:
    """All measurements, or those named; `journeys` are the browser's stories in every mode."""
    known = measurements()
    options = [name for name in names if name.startswith("-")]
    chosen = [name for name in names if name not in options] or known
    for name in chosen:
        if name not in known:
            raise Stop(f"There is no measurement {name!r}. There are: {', '.join(known)}.", 2)
    prepare((RUN_TIME, DEVELOPMENT))
    os.environ["ONECLOAK_TEST_DURABLE"] = "yes"
    files = [f"tests/bench/test_{name}.py" for name in chosen if name != "journeys"]
    results = [run_group("measurements", (*PYTEST, *options, *files))] if files else []
    if "journeys" in chosen:
        results += bring_browser(("tests/journeys",))
        os.environ["ONECLOAK_ALL_MODES"] = "yes"
        results.append(run_group("journeys in every mode", (*PYTEST, *options, "tests/journeys")))
    return report(results)


def main(arguments: list[str]) -> int:
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("demo", [])
    if verb in ("-h", "--help", "help"):
        sys.stdout.write(__doc__)
        return 0
    check_ground()
    # What one of many processes compiles, the others shall find.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    development = verb in ("test", "check")
    known = {
        "demo": ["up"],
        "--detach": ["up", "--detach"],
        "manage": [],
        "stop": ["down"],
        "reset": ["reset"],
    }
    if verb == "bench":
        return bench(rest)
    if verb == "check" and rest:
        raise Stop(f"check takes no {rest[0]!r}; for single tests: python3 start.py test PATH", 2)
    if not development and verb not in known:
        raise Stop(f"start.py knows no {verb!r}. See: python3 start.py help", 2)
    prepare((RUN_TIME, DEVELOPMENT) if development else (RUN_TIME,))
    if development:
        return test(rest) if verb == "test" else report(check())
    become("manage.py", *known[verb], *rest)
    return 0


def run(arguments: list[str]) -> int:
    """`main`, with a sentence in place of a traceback."""
    try:
        return main(arguments)
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        say("Stopped.")
        return 130
    except OSError as error:
        place = error.filename or ROOT
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            say(f"There is no right to write to {place}. Run as the folder's owner.")
        elif error.errno == errno.ENOSPC:
            say(DISK_FULL)
        else:
            say(f"{place}: {error.strerror}. Mend that and run the same command again.")
        return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
