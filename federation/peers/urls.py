"""Addresses of this subject."""

from django.urls import path

from federation.peers.api import peerings
from federation.protocol.origins import API

BASE = API.lstrip("/")
outside = [
    path(f"{BASE}/peerings", peerings.create, name="peerings.create"),
    path(f"{BASE}/peerings/<uuid:peering_id>", peerings.show, name="peerings.show"),
    path(f"{BASE}/peerings/<uuid:peering_id>/agreement", peerings.agree, name="peerings.agree"),
]
