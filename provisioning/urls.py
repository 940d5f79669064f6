"""Collects the addresses of the subjects."""

from django.urls import URLPattern

app_name = "provisioning"
pages: list[URLPattern] = []
api: list[URLPattern] = []
