"""Addresses of the purse and its payments."""

from django.urls import path

from commonpurse.spending.api import purse as purse_api
from commonpurse.spending.views import payments, purse

pages = [
    path("purse/", purse.show, name="purse.show"),
    path("purse/spends/", payments.index, name="payments.index"),
    path("purse/spends/new/", payments.create, name="payments.create"),
    path("purse/spends/<uuid:payment_id>/", payments.show, name="payments.show"),
    path("purse/spends/<uuid:payment_id>/approve/", payments.approve, name="payments.approve"),
    path("purse/spends/<uuid:payment_id>/refuse/", payments.refuse, name="payments.refuse"),
    path("purse/spends/<uuid:payment_id>/pay/", payments.pay, name="payments.pay"),
    path(
        "purse/spends/of/<slug:kind>/<uuid:source_id>/approve/",
        payments.approve_all,
        name="payments.approve_all",
    ),
    path(
        "purse/spends/of/<slug:kind>/<uuid:source_id>/pay/",
        payments.pay_all,
        name="payments.pay_all",
    ),
]
api = [path("purse/", purse_api.show, name="purse.show")]
