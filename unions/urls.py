"""Collects the addresses of the subjects."""

from django.urls import URLPattern, URLResolver, include, path

import unions.circles.urls
import unions.founding.urls
import unions.people.urls

app_name = "unions"
pages: list[URLPattern] = [
    *unions.founding.urls.pages,
    *unions.people.urls.pages,
    *unions.circles.urls.pages,
]
api: list[URLPattern] = []
outside: list[URLPattern | URLResolver] = [
    *unions.circles.urls.outside,
    path("i18n/", include("django.conf.urls.i18n")),
]
demo: list[URLPattern] = unions.circles.urls.demo
