"""Collects the addresses of the subjects."""

from django.urls import URLPattern

import provisioning.contributions.urls
import provisioning.goods.urls

app_name = "provisioning"
pages: list[URLPattern] = [
    *provisioning.goods.urls.pages,
    *provisioning.contributions.urls.pages,
]
api: list[URLPattern] = [*provisioning.goods.urls.api, *provisioning.contributions.urls.api]
