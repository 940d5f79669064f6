"""`start.py` with a lock of two tiny packages: what goes wrong is said in a sentence.

The packages come from a folder made here, so that the real pip meets real failures without a
network.
"""

import ast
import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

import start
from config.services.folders import ROOT

SECONDS_MAX = 300
BARE = """
import sys, start
_, without_pip = start.ways_to_make()
start.ways_to_make = lambda: [["/bin/false"], without_pip]
sys.exit(start.run(sys.argv[1:]))
"""
MANAGE = """
import sys, first_thing
print("manage", first_thing.__name__, *sys.argv[1:])
"""


@dataclass
class Clone:
    """A folder with `start.py`, two locks and a shelf of packages; a person's Python runs it."""

    folder: Path
    python: Path

    @property
    def environment(self) -> Path:
        """What start.py makes."""
        return self.folder / ".venv"

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run start.py as a person would."""
        return self._run("start.py", *arguments, **variables)

    def run_bare(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run it on a Python like Debian's own: `venv` fails, only `--without-pip` works."""
        return self._run("-c", BARE, *arguments, **variables)

    def _run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *command],
            cwd=self.folder,
            env={**self.variables(), **variables},
            capture_output=True,
            text=True,
            timeout=SECONDS_MAX,
            check=False,
        )

    def variables(self) -> dict[str, str]:
        """An environment in which pip knows our shelf and nothing else."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_"))}
        # Without uv on the path, so that pip is met on every machine.
        kept["PATH"] = "/usr/bin:/bin"
        kept |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
        return kept | {"PIP_FIND_LINKS": str(self.folder / "shelf")}

    def write_locks(self, *, digest: str | None = None) -> None:
        """Lock both packages, the first with another hash if one is given."""
        hashes = {name: _wheel(self.folder / "shelf", name) for name in ("first", "second")}
        for lock, name in (("requirements.lock", "first"), ("requirements-dev.lock", "second")):
            chosen = digest if digest and name == "first" else hashes[name]
            (self.folder / lock).write_text(f"{name}-thing==1.0 \\\n    --hash=sha256:{chosen}\n")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with a pip, as a person has it: ours has none when uv has made our environment."""
    below = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
    if start.succeeds([str(below), "-m", "pip", "--version"]):
        return below
    folder = tmp_path_factory.mktemp("python")
    subprocess.run(
        ["uv", "venv", "--quiet", "--clear", "--seed", "--no-project", "--python", below, folder],
        check=True,
    )
    return folder / "bin" / "python"


@pytest.fixture(scope="module")
def first_made(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone whose environment is made; for copying only."""
    clone = _clone(tmp_path_factory.mktemp("made"), python)
    done = clone.run("manage", "say", "--it", "x y")
    assert (done.returncode, done.stdout) == (0, "manage first_thing say --it x y\n"), done.stderr
    assert "Installing 1 packages from requirements.lock" in done.stderr
    return clone


@pytest.fixture
def made(first_made: Clone, tmp_path: Path) -> Clone:
    """A clone whose environment is made, for this test alone."""
    folder = tmp_path / "made"
    shutil.copytree(first_made.folder, folder, symlinks=True)
    return Clone(folder, first_made.python)


@pytest.fixture
def clone(python: Path, tmp_path: Path) -> Clone:
    """A clone in which nothing was run."""
    return _clone(tmp_path, python)


def test_the_second_start_installs_nothing_and_the_verbs_reach_manage(made: Clone) -> None:
    for arguments, reached in (
        ((), "up"),
        (("--detach",), "up --detach"),
        (("stop",), "down"),
        (("reset", "--yes"), "reset --yes"),
        (("manage", "migrate", "--plan"), "migrate --plan"),
    ):
        done = made.run(*arguments)
        assert done.stdout == f"manage first_thing {reached}\n"
        assert done.stderr == ""


def test_what_tests_need_is_installed_for_tests_only(made: Clone) -> None:
    second = list(made.environment.glob("lib/*/site-packages/second_thing.py"))
    assert second == []
    made.run("check")
    assert list(made.environment.glob("lib/*/site-packages/second_thing.py"))


def test_a_group_that_fails_fails_the_whole_and_every_time_is_printed(made: Clone) -> None:
    done = made.run("check")
    assert done.returncode != 0
    for name, _ in start.CHECKS:
        assert f"  {name}\n" in done.stderr or name == "architecture"
    assert "FAILED" in done.stderr
    assert "in all" in done.stderr


def test_a_half_made_environment_is_made_anew(made: Clone) -> None:
    (made.environment / "requirements.lock.installed").unlink()
    left = made.environment / "left-over"
    left.touch()
    done = made.run_bare("manage")
    assert (done.returncode, done.stdout) == (0, "manage first_thing\n"), done.stderr
    assert "making it anew" in done.stderr
    assert not (made.environment / "bin" / "pip").exists()
    assert not left.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(made: Clone) -> None:
    (made.environment / "bin" / "python").unlink()
    done = made.run_bare("manage")
    assert (done.returncode, done.stdout) == (0, "manage first_thing\n")


def test_another_start_waits_its_turn(clone: Clone) -> None:
    both = [
        subprocess.Popen(
            [clone.python, "-c", BARE, "manage"],
            cwd=clone.folder,
            env=clone.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    outputs = [process.communicate(timeout=SECONDS_MAX) for process in both]
    assert [out for out, _ in outputs] == ["manage first_thing\n"] * 2
    assert sum("waiting for it" in said for _, said in outputs) == 1
    assert sum("Installing" in said for _, said in outputs) == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda c: c.write_locks(digest="0" * 64), "A package is not the one the lock names"),
        (lambda c: shutil.rmtree(c.folder / "shelf"), "The package index lacks a package"),
        (lambda c: (c.folder / "requirements.lock").unlink(), "git checkout requirements.lock"),
        (lambda c: c.environment.symlink_to(c.folder), "was not made by start.py"),
        (lambda c: _put(c.environment / "mine.txt"), "was not made by start.py"),
    ],
    ids=["hash", "package", "lock", "link", "somebody's folder"],
)
def test_each_failure_is_one_sentence(clone: Clone, spoil: object, said: str) -> None:
    assert callable(spoil)
    spoil(clone)
    done = clone.run_bare("manage")
    assert done.returncode == 1
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_no_network_is_one_sentence(clone: Clone) -> None:
    done = clone.run_bare(
        "manage", PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_INDEX_URL="http://127.0.0.1:1"
    )
    assert done.returncode == 1
    assert "The package index cannot be reached." in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "The disk is full."),
        ("error: failed to write: No space left on device (os error 28)", "The disk is full."),
        ("ERROR: [Errno 13] Permission denied: '/x'", "There is no right to write"),
        ("  Caused by: dns error: failed to lookup", "The package index cannot be reached."),
        ("error: Hash mismatch for `x==1`", "A package is not the one the lock names"),
        ("a line\nERROR: something new\nmore", "(ERROR: something new)"),
        ("", "(no reason given)"),
    ],
)
def test_what_an_installer_reports_becomes_a_sentence(report: str, said: str) -> None:
    assert said in start.why_install_failed(report)


@pytest.mark.parametrize("version", [(3, 8, 0), (3, 10, 9), (3, 14, 0)])
def test_a_python_that_does_not_fit_is_refused(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(
        start.Stop, match=f"needs Python 3.11, 3.12 or 3.13; this is 3.{version[1]}"
    ):
        start.check_ground()


def test_it_parses_on_python_3_8_and_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
        )
        if name
    }
    assert imported <= sys.stdlib_module_names


def test_an_unknown_verb_and_help() -> None:
    unknown = _start_here("fly")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (2, 1)
    assert _start_here("--help").stdout == start.__doc__


def test_check_takes_nothing_more() -> None:
    done = _start_here("check", "--nope")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("check takes no '--nope'")


def test_an_unknown_measurement_is_one_sentence_that_names_the_known() -> None:
    done = _start_here("bench", "ledger", "speed")
    assert (done.returncode, done.stdout) == (2, "")
    known = ", ".join(start.measurements())
    assert done.stderr == f"There is no measurement 'speed'. There are: {known}.\n"
    assert {"journeys", "ledger"} < set(start.measurements())


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        (["ledger"], ["tests/bench/test_ledger.py"]),
        (["-q", "pull", "scopes"], ["-q tests/bench/test_pull.py tests/bench/test_scopes.py"]),
        (["journeys"], ["-m config.services.chromium", "every mode: tests/journeys"]),
    ],
)
def test_measurements_go_by_name(
    names: list[str], groups: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[str] = []

    def keep(name: str, command: tuple[str, ...]) -> start.Result:
        words = " ".join(command).removeprefix(" ".join(start.PYTEST) + " ")
        matrix = "every mode: " if os.environ.get("ONECLOAK_ALL_MODES") else ""
        run.append(matrix + words)
        return start.Result(name, 0.0, 0)

    monkeypatch.setattr(start, "prepare", lambda _locks: None)
    monkeypatch.setattr(start, "run_group", keep)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    assert start.main(["bench", *names]) == 0
    assert run == groups


def test_everything_is_checked_and_the_browser_there_before_the_tests_begin(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ended: list[str] = []

    def keep(name: str, _command: tuple[str, ...], *, at_end: bool = False) -> start.Result:
        ended.append(name)
        return start.Result(name, 0.0, 3 if name == "Chromium" else 0)

    monkeypatch.setattr(start, "prepare", lambda _locks: None)
    monkeypatch.setattr(start, "run_group", keep)
    assert start.main(["test"]) == 3
    assert ended[-1] == "tests"
    assert sorted(ended[:-1]) == sorted(["Chromium", *(name for name, _ in start.CHECKS)])


def test_continuous_integration_runs_the_one_command() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("exec python3 start.py test")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def _start_here(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "start.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )


def _clone(folder: Path, python: Path) -> Clone:
    clone = Clone(folder, python)
    (folder / "shelf").mkdir()
    shutil.copy(ROOT / "start.py", folder)
    (folder / "manage.py").write_text(MANAGE)
    clone.write_locks()
    return clone


def _put(file: Path) -> None:
    file.parent.mkdir()
    file.touch()


def _wheel(shelf: Path, name: str) -> str:
    """Put the package `<name>-thing` 1.0 on the shelf; returns its SHA-256."""
    module, info = f"{name}_thing.py", f"{name}_thing-1.0.dist-info"
    files = {
        module: b"",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}-thing\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{_record_hash(data)},{len(data)}\n" for path, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = shelf / f"{name}_thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path), data)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def _record_hash(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
