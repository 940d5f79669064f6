"""Fetch the front-end files other people make, and prove that ours are still those."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError

VENDOR = Path(__file__).resolve().parents[2] / "static" / "vendor"
MANIFEST = VENDOR / "vendor.json"
NPM_SECONDS_MAX = 180
DRAWN = re.compile(r"<svg[^>]*>(.*?)</svg>", re.DOTALL)


class Wanted(NamedTuple):
    """One file of the manifest: where it lies here, and the SHA-256 it must have."""

    target: str
    sha256: str


class Command(BaseCommand):
    """Without an option: fetch and write. With --check: re-hash what is here, no network."""

    help = "Fetch the vendored front-end files named in vendor.json, or check them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --check."""
        parser.add_argument("--check", action="store_true", help="Only compare hashes.")

    def handle(self, *_args: object, check: bool, **_options: object) -> None:
        """Write the files and their hashes, or name every file that differs."""
        manifest = json.loads(MANIFEST.read_text("utf-8"))
        if not check:
            for package in manifest["packages"]:
                fetch(package)
            MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
        if wrong := differences(manifest, VENDOR):
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{len(list(wanted(manifest)))} vendored files are as listed.")


def wanted(manifest: dict[str, Any]) -> list[Wanted]:
    """All files the manifest lists, sprites included."""
    files = [entry for package in manifest["packages"] for entry in package["files"]]
    sprites = [package["sprite"] for package in manifest["packages"] if "sprite" in package]
    return [Wanted(entry["target"], entry["sha256"]) for entry in [*files, *sprites]]


def differences(manifest: dict[str, Any], folder: Path) -> list[str]:
    """One sentence per file that is missing, changed, or not in the manifest."""
    listed = {entry.target: entry.sha256 for entry in wanted(manifest)}
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST.name
    }
    missing = [f"{target} is missing." for target in sorted(listed.keys() - found.keys())]
    extra = [f"{target} is not in vendor.json." for target in sorted(found.keys() - listed.keys())]
    changed = [
        f"{target} is not the file that vendor.json lists."
        for target in sorted(listed.keys() & found.keys())
        if listed[target] != found[target]
    ]
    return missing + extra + changed


def fetch(package: dict[str, Any]) -> None:
    """Bring one package, check its integrity, write its listed files and set their hashes."""
    with tempfile.TemporaryDirectory() as folder:
        tarball = pack(f"{package['name']}@{package['version']}", Path(folder))
        proven(tarball, package["integrity"])
        with tarfile.open(tarball) as archive:
            for entry in package["files"]:
                entry["sha256"] = write(entry["target"], content(archive, entry["source"]))
            if "sprite" in package:
                drawn = sprite(archive, package["sprite"]["icons"], package["version"])
                package["sprite"]["sha256"] = write(package["sprite"]["target"], drawn)


def pack(name: str, folder: Path) -> Path:
    """The package's tarball, brought by the reader's own npm from wherever that is set to."""
    npm = shutil.which("npm")
    if npm is None:
        message = "npm is not installed. It is needed only to renew vendored files."
        raise CommandError(message)
    order = [npm, "pack", "--silent", "--pack-destination", str(folder), name]
    done = subprocess.run(
        order, capture_output=True, text=True, timeout=NPM_SECONDS_MAX, check=False
    )
    found = list(folder.glob("*.tgz"))
    if done.returncode or len(found) != 1:
        message = f"npm could not bring {name}: {done.stderr.strip()}"
        raise CommandError(message)
    return found[0]


def proven(tarball: Path, integrity: str) -> None:
    """Stop unless the tarball has the SHA-512 that npm printed when we chose it."""
    digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
    if integrity != f"sha512-{digest}":
        message = f"{tarball.name} is not the package that vendor.json names."
        raise CommandError(message)


def content(archive: tarfile.TarFile, source: str) -> bytes:
    """The bytes of one file of the package; only listed files are ever read."""
    member = archive.extractfile(f"package/{source}")
    if member is None:
        message = f"The package has no file {source}."
        raise CommandError(message)
    return member.read()


def sprite(archive: tarfile.TarFile, icons: list[str], version: str) -> bytes:
    """One SVG file with a symbol per icon, so that a page asks for icons once."""
    symbols = [
        f'<symbol id="{name}" viewBox="0 0 24 24">{inner(archive, name)}</symbol>'
        for name in sorted(icons)
    ]
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg">'
        f"<!-- lucide-static {version}, ISC licence: see LICENSE beside this file -->"
    )
    return "\n".join([head, *symbols, "</svg>", ""]).encode()


def inner(archive: tarfile.TarFile, name: str) -> str:
    """The shapes of one icon, without the frame around them."""
    found = DRAWN.search(content(archive, f"icons/{name}.svg").decode())
    if found is None:
        message = f"The icon {name} is not drawn as expected."
        raise CommandError(message)
    return re.sub(r"\s+", " ", found.group(1)).replace("> <", "><").replace(" />", "/>").strip()


def write(target: str, drawn: bytes) -> str:
    """Write one file under the vendor folder and return its SHA-256."""
    path = VENDOR / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(drawn)
    return hashlib.sha256(drawn).hexdigest()
