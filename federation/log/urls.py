"""Addresses of this subject."""

from django.urls import path

from federation.log.api import keys
from federation.protocol.origins import API, DISCOVERY

outside = [
    path(DISCOVERY.lstrip("/"), keys.discover, name="keys.discover"),
    path(f"{API.lstrip('/')}/keys", keys.index, name="keys.index"),
]
# Last of all: whatever else is asked for below the API's base is answered as a problem.
rest = [path(f"{API.lstrip('/')}/<path:rest>", keys.nothing, name="keys.nothing")]
