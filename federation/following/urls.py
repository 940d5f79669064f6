"""Addresses of this subject."""

from django.urls import path

from federation.following.api import log_entries
from federation.protocol.origins import API

BASE = API.lstrip("/")
outside = [
    path(f"{BASE}/log/checkpoint", log_entries.checkpoint, name="log_entries.checkpoint"),
    path(f"{BASE}/log/entries", log_entries.index, name="log_entries.index"),
]
