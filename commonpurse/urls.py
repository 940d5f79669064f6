"""Collects the addresses of the subjects."""

from django.urls import URLPattern

import commonpurse.closings.urls
import commonpurse.intake.urls
import commonpurse.ledger.urls
import commonpurse.pledges.urls
import commonpurse.seals.urls
import commonpurse.spending.urls

app_name = "commonpurse"
pages: list[URLPattern] = [
    *commonpurse.ledger.urls.pages,
    *commonpurse.seals.urls.pages,
    *commonpurse.spending.urls.pages,
    *commonpurse.pledges.urls.pages,
    *commonpurse.intake.urls.pages,
    *commonpurse.closings.urls.pages,
]
api: list[URLPattern] = [
    *commonpurse.ledger.urls.api,
    *commonpurse.seals.urls.api,
    *commonpurse.spending.urls.api,
    *commonpurse.pledges.urls.api,
    *commonpurse.intake.urls.api,
    *commonpurse.closings.urls.api,
]
