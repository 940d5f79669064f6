"""Brings django-hordak for the measurement: below `.tools/`, from its own lock, by hash."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from config.services.folders import ROOT

LOCK = ROOT / "tests" / "bench" / "hordak.lock"
PLACE = ROOT / ".tools" / "bench-hordak"
SETTINGS = "tests.bench.ledger.rival_settings"
INSTALL_SECONDS_MAX = 180
BUILT = "django-hordak=="


class NoRival(Exception):
    """It cannot be had here; the text is a sentence for the table."""


def environment() -> dict[str, str]:
    """What its child needs in its environment, installed if it was not. Raises NoRival."""
    if not _is_installed():
        _install()
    return {"PYTHONPATH": f"{ROOT}{os.pathsep}{PLACE}", "DJANGO_SETTINGS_MODULE": SETTINGS}


def _stamp() -> str:
    return hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()


def _is_installed() -> bool:
    try:
        return (PLACE / "installed").read_text(encoding="ascii") == _stamp()
    except OSError:
        return False


def _install() -> None:
    """Wheels first, setuptools among them; then the one that is built from its source, without a
    build environment of its own, so that nothing comes that the lock does not name."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    blocks = re.split(r"\n(?=[a-z0-9])", LOCK.read_text(encoding="utf-8"))
    wheels = [block for block in blocks if not block.startswith(BUILT)]
    source = [block for block in blocks if block.startswith(BUILT)]
    _bring(wheels, "--only-binary", ":all:")
    _bring(source, "--no-build-isolation")
    (PLACE / "installed").write_text(_stamp(), encoding="ascii")


def _bring(blocks: Sequence[str], *options: str) -> None:
    part = PLACE / "part.lock"
    part.write_text("\n".join(blocks) + "\n", encoding="utf-8")
    command = [*_installer(), "--target", str(PLACE), "--no-deps", "--require-hashes", *options]
    try:
        done = subprocess.run(
            [*command, "-r", str(part)],
            env={**os.environ, "PYTHONPATH": str(PLACE)},
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS_MAX,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoRival("django-hordak could not be installed in time.") from None
    if done.returncode:
        said = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        raise NoRival(f"django-hordak could not be installed ({(said or ['no reason given'])[-1]})")


def _installer() -> list[str]:
    """The same programs that start.py installs with."""
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", sys.executable]
    for python in (sys.executable, Path(sys.base_prefix) / "bin" / "python3"):
        pip = [str(python), "-m", "pip"]
        known = subprocess.run([*pip, "--version"], capture_output=True, check=False)
        if known.returncode == 0:
            return [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    raise NoRival("There is no pip to install django-hordak with.")
