"""Addresses of the purse and its payments."""

from django.urls import path

from commonpurse.spending.api import funds as funds_api
from commonpurse.spending.api import purse as purse_api
from commonpurse.spending.views import funds, payments, purse

pages = [
    path("purse/", purse.show, name="purse.show"),
    path("purse/funds/", funds.index, name="funds.index"),
    path("purse/funds/new/", funds.create, name="funds.create"),
    path("purse/funds/<uuid:fund_id>/", funds.show, name="funds.show"),
    path("purse/funds/<uuid:fund_id>/put-in/", funds.put_in, name="funds.put_in"),
    path("purse/funds/<uuid:fund_id>/take-out/", funds.take_out, name="funds.take_out"),
    path("purse/funds/<uuid:fund_id>/close/", funds.close, name="funds.close"),
    path("purse/spends/", payments.index, name="payments.index"),
    path("purse/spends/new/", payments.create, name="payments.create"),
    path("purse/spends/<uuid:payment_id>/", payments.show, name="payments.show"),
    path("purse/spends/<uuid:payment_id>/approve/", payments.approve, name="payments.approve"),
    path("purse/spends/<uuid:payment_id>/refuse/", payments.refuse, name="payments.refuse"),
    path("purse/spends/<uuid:payment_id>/pay/", payments.pay, name="payments.pay"),
    path(
        "purse/spends/<uuid:payment_id>/take-back/",
        payments.take_back,
        name="payments.take_back",
    ),
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
api = [
    path("purse/", purse_api.show, name="purse.show"),
    path("purse/funds/", funds_api.index, name="funds.index"),
    path("purse/funds/open/", funds_api.create, name="funds.create"),
    path("purse/funds/<uuid:fund_id>/", funds_api.show, name="funds.show"),
    path("purse/funds/<uuid:fund_id>/close/", funds_api.close, name="funds.close"),
    path("purse/funds/<uuid:fund_id>/put-in/", funds_api.put_in, name="funds.put_in"),
    path("purse/funds/<uuid:fund_id>/take-out/", funds_api.take_out, name="funds.take_out"),
]
