"""Addresses of this subject."""

from django.urls import path

from federation.peers.api import peerings
from federation.peers.views import nights
from federation.protocol.origins import API

BASE = API.lstrip("/")
pages = [path("hub/nights/", nights.create, name="nights.create")]
outside = [
    path(f"{BASE}/peerings", peerings.create, name="peerings.create"),
    path(f"{BASE}/peerings/<uuid:peering_id>", peerings.show, name="peerings.show"),
    path(f"{BASE}/peerings/<uuid:peering_id>/agreement", peerings.agree, name="peerings.agree"),
]
