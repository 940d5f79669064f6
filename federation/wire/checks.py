"""Checks at every start: the origin, the development list, the demo's nights."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks

from federation.protocol.canonical import Malformed
from federation.protocol.origins import check_development
from federation.wire import identity

TAG = "federation"


@checks.register(TAG)
def check_settings(**_: Any) -> Sequence[checks.CheckMessage]:
    """Errors in the settings of the federation, and a warning for a development list."""
    found: list[checks.CheckMessage] = []
    development = identity.development_origins()
    for origin in development:
        try:
            check_development(origin)
        except Malformed as error:
            found.append(checks.Error(str(error), id="federation.E001"))
    if settings.FEDERATION["origin"]:
        try:
            identity.origin()
        except Malformed as error:
            found.append(checks.Error(f"FEDERATION_ORIGIN: {error}", id="federation.E002"))
    if identity.demo_night_seconds() and not settings.IS_DEMO:
        words = "FEDERATION_DEMO_NIGHT is for the demo only."
        found.append(checks.Error(words, id="federation.E003"))
    return found


@checks.register(TAG, deploy=True)
def check_deployment(**_: Any) -> Sequence[checks.CheckMessage]:
    """No development list where real unions live."""
    if not identity.development_origins():
        return []
    words = "FEDERATION_DEV_ORIGINS lets peers be called without TLS; leave it empty."
    return [checks.Error(words, id="federation.E004")]
