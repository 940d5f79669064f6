"""Secrets of a data folder: made once, one file each, readable by their owner only."""

import base64
import os
import secrets
from collections.abc import Callable

from config.services.accounts import hand_over
from config.services.folders import DataFolder

SECRET_BYTES = 48


def password(folder: DataFolder, name: str) -> str:
    """A long random word that needs no quoting in an address."""
    return _once(folder, name, lambda: secrets.token_urlsafe(SECRET_BYTES))


def field_key(folder: DataFolder, name: str) -> str:
    """A Fernet key: 32 random bytes in URL-safe base 64."""
    return _once(folder, name, lambda: base64.urlsafe_b64encode(os.urandom(32)).decode())


def _once(folder: DataFolder, name: str, make: Callable[[], str]) -> str:
    path = folder.path / "secrets" / name
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        pass
    # Written beside and renamed: a killed start leaves no empty secret behind.
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(make())
    hand_over(partial, folder.secrets_account)
    partial.rename(path)
    return path.read_text(encoding="ascii").strip()
