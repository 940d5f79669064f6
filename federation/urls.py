"""Collects the addresses of the subjects."""

from django.urls import URLPattern

from federation.following import urls as following
from federation.log import urls as log
from federation.peers import urls as peers

app_name = "federation"
pages: list[URLPattern] = [*peers.pages, *following.pages]
api: list[URLPattern] = []
outside: list[URLPattern] = [*log.outside, *peers.outside, *following.outside, *log.rest]
