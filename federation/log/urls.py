"""Addresses of this subject."""

from django.urls import path

from federation.log.api import keys
from federation.protocol.origins import API, DISCOVERY

outside = [
    path(DISCOVERY.lstrip("/"), keys.discover, name="keys.discover"),
    path(f"{API.lstrip('/')}/keys", keys.index, name="keys.index"),
]
