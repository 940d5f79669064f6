"""Seals private words before they reach the database, and opens them again; signs what leaves.

Fernet (AES-128-CBC with HMAC-SHA256) under the first of `FIELD_KEYS`; older keys still open.
Ed25519 (RFC 8032) under keys derived from the first of them, one for each purpose.
"""

from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SIGNER_BYTES = 32


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


def public_key(purpose: str) -> bytes:
    """The 32 bytes that signatures for a purpose are checked with."""
    return _signer(purpose).public_key().public_bytes_raw()


def sign(content: bytes, *, purpose: str) -> bytes:
    """The 64 bytes of a signature; who holds `public_key(purpose)` can check it."""
    return _signer(purpose).sign(content)


def _signer(purpose: str) -> Ed25519PrivateKey:
    derived = HKDF(SHA256(), SIGNER_BYTES, salt=None, info=f"onecloak:sign:{purpose}".encode())
    return Ed25519PrivateKey.from_private_bytes(derived.derive(settings.FIELD_KEYS[0].encode()))
