"""Addresses of this subject."""

from django.urls import path

from unions.founding.views import home, more

pages = [
    path("", home.show, name="home.show"),
    path("more/", more.index, name="more.index"),
]
