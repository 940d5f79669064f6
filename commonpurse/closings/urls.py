"""Addresses of closing months."""

from django.urls import path

from commonpurse.closings.api import closings as closings_api
from commonpurse.closings.views import closings

pages = [path("purse/books/<str:month>/close/", closings.create, name="closings.create")]
api = [path("purse/months/<str:month>/close/", closings_api.create, name="closings.create")]
