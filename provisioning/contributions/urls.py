"""Addresses of this subject."""

from django.urls import path

from provisioning.contributions.api import contributions as api_contributions
from provisioning.contributions.views import contributions, sightings, totals

pages = [
    path("log/", contributions.create, name="contributions.create"),
    path("mine/given/", contributions.index, name="contributions.index"),
    path("mine/given.csv", contributions.export, name="contributions.export"),
    path(
        "contributions/<uuid:contribution_id>/again/",
        contributions.repeat,
        name="contributions.repeat",
    ),
    path(
        "contributions/<uuid:contribution_id>/reverse/",
        contributions.reverse,
        name="contributions.reverse",
    ),
    path("contributions/totals/", totals.show, name="totals.show"),
    path("contributions/seen/", sightings.index, name="sightings.index"),
    path(
        "contributions/<uuid:contribution_id>/see/",
        sightings.create,
        name="sightings.create",
    ),
]
api = [
    path("contributions/", api_contributions.index, name="contributions.index"),
    path(
        "contributions/<uuid:contribution_id>/reverse/",
        api_contributions.reverse,
        name="contributions.reverse",
    ),
]
