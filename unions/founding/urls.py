"""Addresses of this subject."""

from django.urls import path

from unions.founding.views import home

pages = [path("", home.show, name="home.show")]
