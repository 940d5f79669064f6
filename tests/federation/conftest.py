"""An instance with an origin, keys in a folder of its own, and an empty journal."""

from pathlib import Path

import pytest

from federation.log.actions import key_statements, seals
from federation.log.models.seal import Seal
from federation.wire import identity

ORIGIN = "https://us.example"


@pytest.fixture
def instance(db: None, tmp_path: Path, settings: object) -> str:
    """Our origin; nothing is made yet."""
    settings.FEDERATION = {  # type: ignore[attr-defined]
        **settings.FEDERATION,  # type: ignore[attr-defined]
        "origin": ORIGIN,
        "dev_origins": [],
        "key_dir": tmp_path / "keys",
        "journal": tmp_path / "journal",
        "clock_offset": 0,
        "demo_night": 0,
    }
    return ORIGIN


@pytest.fixture
def begun(instance: str) -> key_statements.Founding:
    """Keys and statement 1 are made."""
    return key_statements.begin()


def seal_now() -> list[Seal]:
    """What the sealer's task does."""
    seals.sign(now=identity.now())
    seals.place(now=identity.now())
    return seals.sign(now=identity.now())
