"""What this instance says of itself to whoever asks."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from federation.log.queries import key_statements
from federation.log.rules.seal_times import seal_time
from federation.protocol import entries, pages
from federation.protocol.origins import API, log_origin
from federation.wire import identity

VERSIONS = [1]
SOFTWARE = {"name": "one-cloak", "version": "0.1.0"}


def card() -> dict[str, Any]:
    """The content of the discovery address; informative only. Raises LogNotReady."""
    statement = key_statements.newest()
    return {
        "v": VERSIONS,
        "origin": identity.origin(),
        "name": name(),
        "api": identity.origin() + API,
        "log": log_origin(identity.origin(), statement.epoch),
        "serial": statement.serial,
        "fp": statement.fp,
        "seal_utc": seal_utc(),
        "limits": {
            "lines": pages.LINES_MAX,
            "bytes": pages.BYTES_MAX,
            "line": entries.LINE_BYTES_MAX,
        },
        "software": SOFTWARE,
    }


def name() -> str:
    """The name of the instance as peers show it."""
    return str(settings.INSTANCE_NAME).replace("_", " ").replace("-", " ").title()


def seal_utc() -> str:
    """Today's nightly seal as "hh:mm" in UTC."""
    local = seal_time(str(settings.FEDERATION["seal_at"]), identity.authority())
    today = identity.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    moment = datetime.combine(today, local, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return moment.astimezone(UTC).strftime("%H:%M")
