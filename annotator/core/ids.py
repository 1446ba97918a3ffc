"""Identifiers and timestamps that travel between projects."""

import os
import time
import uuid
from datetime import UTC, datetime, timedelta

_OWN = uuid.UUID("6b3f2c1e-7d0a-5e4b-9c88-416e6e6f7461")


def new_id() -> str:
    """Return a new UUID, version 7 (RFC 9562, section 5.7), in its 36-character form.

    The leading 48 bits are the Unix time in milliseconds, so ids made one after another
    sort together and a bulk insert appends to an index instead of scattering over it.
    """
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80 | noise
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def derived_id(*parts: str) -> str:
    """Return the UUID, version 5 (RFC 9562, section 5.5), that always belongs to ``parts``.

    For rows of which there can be only one, so that two machines that make it make the same.
    """
    return str(uuid.uuid5(_OWN, "\n".join(parts)))


def now() -> str:
    """Return the present moment in UTC, ISO 8601 with milliseconds: ``2025-09-18T10:11:12.345Z``."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now_after(stamp: str) -> str:
    """Return the present moment, or one just after ``stamp`` if that is later still.

    A colleague's clock may be ahead; what is said in answer is newer all the same.
    """
    at = now()
    if at > stamp:
        return at
    try:
        later = datetime.fromisoformat(stamp) + timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return at
    return later.isoformat(timespec="milliseconds").replace("+00:00", "Z")
