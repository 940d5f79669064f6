"""Addresses of the seals."""

from django.urls import path

from commonpurse.seals.api import seals as seals_api
from commonpurse.seals.views import seals

pages = [
    path("purse/seals/", seals.index, name="seals.index"),
    path("purse/seals/archive/", seals.archive, name="seals.archive"),
]
api = [
    path("purse/seals/", seals_api.show, name="seals.show"),
    path("purse/seals/archive/", seals_api.archive, name="seals.archive"),
]
