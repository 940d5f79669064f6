"""Collects the addresses of the subjects."""

from django.urls import URLPattern

app_name = "commonpurse"
pages: list[URLPattern] = []
api: list[URLPattern] = []
