"""Vendored files are the ones that were chosen, and a changed one is named."""

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from config.management.commands import vendor_assets
from config.management.commands.vendor_assets import VENDOR, differences, proven


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VENDOR, tmp_path / "vendor"))


def test_what_lies_here_is_what_is_listed() -> None:
    said = StringIO()
    call_command("vendor_assets", "--check", stdout=said)
    assert "are as listed" in said.getvalue()


@pytest.mark.parametrize("how", ["changed", "missing", "extra"])
def test_a_file_that_differs_is_named(copy: Path, how: str) -> None:
    manifest = json.loads((copy / "vendor.json").read_text("utf-8"))
    script = copy / "htmx" / "htmx.min.js"
    if how == "changed":
        script.write_bytes(script.read_bytes() + b" ")
    elif how == "missing":
        script.unlink()
    else:
        script = copy / "htmx" / "more.js"
        script.write_bytes(b"")
    assert len(differences(manifest, copy)) == 1
    assert differences(manifest, copy)[0].startswith(str(script.relative_to(copy)))


def test_check_fails_on_a_changed_file(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copy / "htmx" / "htmx.min.js").write_bytes(b"something else")
    monkeypatch.setattr(vendor_assets, "VENDOR", copy)
    monkeypatch.setattr(vendor_assets, "MANIFEST", copy / "vendor.json")
    with pytest.raises(CommandError, match=r"htmx/htmx\.min\.js"):
        call_command("vendor_assets", "--check")


def test_a_tarball_with_another_hash_is_refused(tmp_path: Path) -> None:
    tarball = tmp_path / "htmx.tgz"
    tarball.write_bytes(b"not the package")
    with pytest.raises(CommandError, match="not the package that"):
        proven(tarball, "sha512-AAAA")


def test_the_manifest_names_no_address() -> None:
    assert "://" not in vendor_assets.MANIFEST.read_text("utf-8")
