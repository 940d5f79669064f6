"""Collects the addresses of the subjects."""

from django.urls import URLPattern

import provisioning.contributions.urls
import provisioning.goods.urls
import provisioning.needs.urls
import provisioning.reports.urls

app_name = "provisioning"
pages: list[URLPattern] = [
    *provisioning.goods.urls.pages,
    *provisioning.contributions.urls.pages,
    *provisioning.needs.urls.pages,
    *provisioning.reports.urls.pages,
]
api: list[URLPattern] = [
    *provisioning.goods.urls.api,
    *provisioning.contributions.urls.api,
    *provisioning.needs.urls.api,
    *provisioning.reports.urls.api,
]
