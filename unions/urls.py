"""Collects the addresses of the subjects."""

from django.urls import URLPattern

app_name = "unions"
pages: list[URLPattern] = []
api: list[URLPattern] = []
outside: list[URLPattern] = []
demo: list[URLPattern] = []
