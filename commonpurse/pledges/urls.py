"""Addresses of giving."""

from django.urls import path

from commonpurse.pledges.api import pledges as pledges_api
from commonpurse.pledges.views import pledges

pages = [
    path("purse/give/", pledges.create, name="pledges.create"),
    path("purse/pledges/", pledges.index, name="pledges.index"),
    path("purse/pledges/<uuid:pledge_id>/receive/", pledges.receive, name="pledges.receive"),
    path("purse/pledges/<uuid:pledge_id>/", pledges.show, name="pledges.show"),
    path("purse/pledges/<uuid:pledge_id>/take-back/", pledges.take_back, name="pledges.take_back"),
    path("purse/pledges/<uuid:pledge_id>/withdraw/", pledges.withdraw, name="pledges.withdraw"),
]
api = [path("purse/pledges/", pledges_api.index, name="pledges.index")]
