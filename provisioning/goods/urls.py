"""Addresses of this subject."""

from django.urls import path

from provisioning.goods.api import bookings as api_bookings
from provisioning.goods.api import shared_goods as api_shared_goods
from provisioning.goods.views import bookings, shared_goods

pages = [
    path("things/", shared_goods.index, name="shared_goods.index"),
    path("things/new/", shared_goods.create, name="shared_goods.create"),
    path("things/desk/", bookings.desk, name="bookings.desk"),
    path("things/<str:code>/", shared_goods.show, name="shared_goods.show"),
    path("things/<str:code>/change/", shared_goods.change, name="shared_goods.change"),
    path("things/<str:code>/move/", shared_goods.move, name="shared_goods.move"),
    path("things/<str:code>/book/", bookings.create, name="bookings.create"),
    path("mine/bookings/", bookings.index, name="bookings.index"),
    path("bookings/<uuid:booking_id>/cancel/", bookings.cancel, name="bookings.cancel"),
    path("bookings/<uuid:booking_id>/fetch/", bookings.fetch, name="bookings.fetch"),
    path("bookings/<uuid:booking_id>/give-back/", bookings.give_back, name="bookings.give_back"),
]
api = [
    path("goods/", api_shared_goods.index, name="shared_goods.index"),
    path("goods/<str:code>/", api_shared_goods.show, name="shared_goods.show"),
    path("goods/<str:code>/free-days/", api_shared_goods.free_days, name="shared_goods.free_days"),
    path("bookings/", api_bookings.index, name="bookings.index"),
    path("bookings/<uuid:booking_id>/cancel/", api_bookings.cancel, name="bookings.cancel"),
]
