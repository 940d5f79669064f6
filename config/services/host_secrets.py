"""`manage.py make_secrets`: writes the files that `docker-compose.yml` reads as secrets."""

import argparse
import base64
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from config.services.folders import ROOT
from config.services.servers import say

DATABASE = "onecloak"
WORD_BYTES = 48


def make_secrets(arguments: Sequence[str]) -> int:
    """Make the secrets of a real deployment, each once; nothing is ever written over."""
    parser = argparse.ArgumentParser(prog="manage.py make_secrets", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / ".secrets")
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    made = [name for name, content in contents(folder) if _write(folder / name, content)]
    say(f"Made: {', '.join(made)}" if made else "Every file is there already.")
    say(f"Keep a copy of {folder} in a safe place.")
    if not _existing(folder / "mail_url"):
        say(
            f"Write your mail server into {folder / 'mail_url'}, for example: "
            "smtp+tls://user:password@mail.example:587"
        )
    return 0


def contents(folder: Path) -> list[tuple[str, str]]:
    """(file, content) of every secret; addresses keep the passwords that exist already."""
    admin = _word(folder / "postgres_password")
    broker = _existing(folder / "redis_url").partition("://:")[2].partition("@")[0] or _new_word()
    return [
        ("postgres_password", admin),
        ("database_admin", f"postgresql://postgres:{admin}@postgres/postgres"),
        *[
            (
                f"database_{kind}",
                f"postgresql://{DATABASE}_{kind}:{_new_word()}@postgres/{DATABASE}",
            )
            for kind in ("owner", "app", "platform")
        ],
        ("redis_url", f"redis://:{broker}@valkey:6379/0"),
        ("valkey_conf", _valkey(broker)),
        ("secret_key", _new_word()),
        ("field_keys", base64.urlsafe_b64encode(os.urandom(32)).decode()),
        ("mail_url", ""),
    ]


def _valkey(word: str) -> str:
    lines = {
        "requirepass": word,
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
        "save": '""',
        "dir": "/data",
    }
    return "".join(f"{name} {value}\n" for name, value in lines.items())


def _write(path: Path, content: str) -> bool:
    """Write a new file that every container may read; the folder around it is open to us only.
    What is still to be filled in stays open to be written."""
    mode = 0o444 if content else 0o644
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(content)
    path.chmod(mode)
    return True


def _existing(path: Path) -> str:
    return path.read_text(encoding="ascii") if path.exists() else ""


def _word(path: Path) -> str:
    return _existing(path) or _new_word()


def _new_word() -> str:
    return secrets.token_urlsafe(WORD_BYTES)
