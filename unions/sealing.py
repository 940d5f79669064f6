"""Seals private words before they reach the database, and opens them again.

Fernet (AES-128-CBC with HMAC-SHA256) under the first of `FIELD_KEYS`; older keys still open.
"""

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


@cache
def _keys(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(words: str) -> bytes:
    """The words as sealed bytes; an empty text stays empty."""
    return _keys(tuple(settings.FIELD_KEYS)).encrypt(words.encode()) if words else b""


def unseal(sealed: bytes | memoryview) -> str:
    """The words behind sealed bytes. Raises cryptography's InvalidToken on foreign bytes."""
    content = bytes(sealed)
    return _keys(tuple(settings.FIELD_KEYS)).decrypt(content).decode() if content else ""
