"""Every pair of colours that meets on a page is legible; ratios as WCAG 2.2 reckons them."""

import re
from pathlib import Path

import pytest

SHELL = Path(__file__).resolve().parents[3] / "config" / "static" / "shell"
TOKENS = (SHELL / "tokens.css").read_text("utf-8")
TEXT_MIN = 4.5
CONTROL_MIN = 3.0
GROUNDS = ("ground", "paper", "sunk")
SPEAKING = ("ink", "soft", "leaf", "rain", "gold", "heather", "beet")
TINTED = ("leaf", "rain", "gold", "heather", "beet")
FILLED = ("leaf", "rain", "heather", "beet")


def block(opening: str) -> dict[str, str]:
    """The colours of one rule of the token file, by name."""
    body = TOKENS.split(opening, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", body))


LIGHT = block("@layer tokens {\n  :root {")
DARK = {**LIGHT, **block(':root[data-theme="dark"] {')}
DARK_BY_DEVICE = {**LIGHT, **block(':root:not([data-theme="light"]) {')}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs() -> list[tuple[str, str, float]]:
    """Which token stands on which, and the least contrast it needs."""
    return [
        *((text, ground, TEXT_MIN) for text in SPEAKING for ground in GROUNDS),
        *((text, f"{text}-tint", TEXT_MIN) for text in TINTED),
        *(("ink", f"{text}-tint", TEXT_MIN) for text in TINTED),
        *(("on-fill", fill, TEXT_MIN) for fill in FILLED),
        ("on-gold-fill", "gold-fill", TEXT_MIN),
        *((name, ground, CONTROL_MIN) for name in ("control", "focus") for ground in GROUNDS),
    ]


@pytest.mark.parametrize(("front", "back", "least"), pairs())
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_enough(theme: str, front: str, back: str, least: float) -> None:
    colours = LIGHT if theme == "light" else DARK
    assert ratio(colours[front], colours[back]) >= least


def test_dark_by_device_and_dark_by_choice_are_the_same() -> None:
    assert DARK == DARK_BY_DEVICE
    assert DARK["ground"] != LIGHT["ground"]


def test_the_reckoning_is_that_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_written_outside_of_the_tokens() -> None:
    sheet = (SHELL / "shell.css").read_text("utf-8").split("@media print")[0]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", sheet)) <= {"#fff"}  # behind QR codes only
