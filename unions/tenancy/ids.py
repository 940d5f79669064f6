"""Identifiers that rise with time (UUIDv7, RFC 9562), made here for PostgreSQL before 18."""

import secrets
import threading
import time
from uuid import UUID

_LOCK = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A UUIDv7: 48 bits of milliseconds, 12 bits that rise within a process, 62 of chance."""
    global _last  # noqa: PLW0603 - the last stamp is what makes ids rise within a process
    with _LOCK:
        # Milliseconds and a twelve-bit fraction together (RFC 9562, section 6.2, method 3).
        stamp = time.time_ns() * 4096 // 1_000_000
        _last = stamp = max(stamp, _last + 1)
    milliseconds, fraction = stamp >> 12, stamp & 0xFFF
    value = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62)
    return UUID(int=value)
