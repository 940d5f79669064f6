"""Collects the addresses of the subjects."""

from django.urls import URLPattern

app_name = "federation"
pages: list[URLPattern] = []
api: list[URLPattern] = []
outside: list[URLPattern] = []
