"""Addresses of this subject."""

from django.urls import path

from unions.circles.views import doors, people, role_terms

pages = [
    path("people/", people.index, name="people.index"),
    path("people/<uuid:membership_id>/offices/", role_terms.create, name="role_terms.create"),
    path(
        "people/<uuid:membership_id>/offices/<slug:office>/end/",
        role_terms.end,
        name="role_terms.end",
    ),
]
outside = [
    path("", doors.show, name="doors.show"),
    path("help/", doors.help_page, name="doors.help_page"),
]
demo = [path("demo/enter/", doors.enter_demo, name="doors.enter_demo")]
