"""Addresses of the intake."""

from django.urls import path

from commonpurse.intake.api import incoming_payments as api_views
from commonpurse.intake.views import incoming_payments

pages = [
    path("purse/incoming/", incoming_payments.index, name="incoming_payments.index"),
    path(
        "purse/incoming/<uuid:incoming_id>/put-aside/",
        incoming_payments.put_aside,
        name="incoming_payments.put_aside",
    ),
]
api = [
    path("purse/incoming/", api_views.index, name="incoming_payments.index"),
    path("purse/incoming/<uuid:incoming_id>/", api_views.show, name="incoming_payments.show"),
]
