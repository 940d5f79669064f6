"""Collects the addresses of the subjects."""

from django.urls import URLPattern

import provisioning.contributions.urls

app_name = "provisioning"
pages: list[URLPattern] = [*provisioning.contributions.urls.pages]
api: list[URLPattern] = [*provisioning.contributions.urls.api]
