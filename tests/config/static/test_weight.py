"""A first visit stays light: bytes as they go over the wire, compressed."""

import gzip
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "config" / "static"
KILOBYTE = 1024


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        (["shell/tokens.css", "shell/shell.css"], 15),
        (["vendor/htmx/htmx.min.js", "shell/shell.js"], 25),
        (["vendor/lucide/icons.svg"], 4),
    ],
)
def test_what_every_page_loads_is_light(files: list[str], limit: int) -> None:
    sizes = [len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in files]
    assert sum(sizes) <= limit * KILOBYTE


def test_the_font_is_one_file_of_36_kilobytes_at_most() -> None:
    font = STATIC / "vendor" / "atkinson-hyperlegible-next" / "latin.woff2"
    assert font.stat().st_size <= 36 * KILOBYTE


def test_our_script_is_short() -> None:
    assert len((STATIC / "shell" / "shell.js").read_text("utf-8").splitlines()) <= 200
