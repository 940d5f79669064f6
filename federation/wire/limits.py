"""Shares of a minute and nonces used once, in the shared cache; losing it loses nothing else."""

import time

from django.core.cache import cache

from federation.wire.problems import slow_down

NONCE_SECONDS = 420
READS_A_MINUTE, WRITES_A_MINUTE, UNSIGNED_A_MINUTE = 120, 12, 30
# Before the costly check, per key and address: a stranger cannot spend a peer's share.
CHEAP_A_MINUTE = 240
MINUTE = 60


class StoreDown(RuntimeError):
    """The shared cache does not answer."""


def is_fresh(keyid: str, nonce: str) -> bool:
    """True the first time a key uses a nonce. Raises StoreDown."""
    try:
        return bool(cache.add(f"federation:nonce:{keyid}:{nonce}", 1, timeout=NONCE_SECONDS))
    except Exception as error:  # each cache engine has errors of its own
        raise StoreDown(str(error)) from error


def take_cheap(keyid: str, address: str) -> None:
    """Count a request before its signature is checked. Raises Problem 429."""
    _take(f"cheap:{keyid}:{address}", CHEAP_A_MINUTE)


def take(keyid: str, *, write: bool) -> None:
    """Count a request that this key has signed. Raises Problem 429."""
    kind, share = ("write", WRITES_A_MINUTE) if write else ("read", READS_A_MINUTE)
    _take(f"{kind}:{keyid}", share)


def take_unsigned(address: str) -> None:
    """Count a request without signature. Raises Problem 429."""
    _take(f"unsigned:{address}", UNSIGNED_A_MINUTE)


def _take(name: str, share: int) -> None:
    minute = int(time.time()) // MINUTE
    key = f"federation:share:{name}:{minute}"
    try:
        cache.add(key, 0, timeout=2 * MINUTE)
        used = cache.incr(key)
    except Exception:  # noqa: BLE001 - without counters the signature still decides
        return
    if used > share:
        raise slow_down()
