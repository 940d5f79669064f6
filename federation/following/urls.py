"""Addresses of this subject."""

from django.urls import path

from federation.following.api import log_entries
from federation.following.views import health, hub, peers, unions
from federation.protocol.origins import API

BASE = API.lstrip("/")
pages = [
    path("hub/", hub.show, name="hub.show"),
    path("hub/unions/<slug:place>/", unions.show, name="unions.show"),
    path("hub/peers/", peers.index, name="peers.index"),
]
outside = [
    path("healthz/federation", health.show, name="health.show"),
    path(f"{BASE}/log/checkpoint", log_entries.checkpoint, name="log_entries.checkpoint"),
    path(f"{BASE}/log/entries", log_entries.index, name="log_entries.index"),
]
