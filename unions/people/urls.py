"""Addresses of this subject."""

from django.urls import path

from unions.people.views import dependants, invitations, settings

pages = [
    path("people/dependants/new/", dependants.create, name="dependants.create"),
    path("people/invitations/new/", invitations.create, name="invitations.create"),
    path(
        "people/invitations/<uuid:invitation_id>/withdraw/",
        invitations.withdraw,
        name="invitations.withdraw",
    ),
    path("join/<str:code>/", invitations.accept, name="invitations.accept"),
    path("settings/", settings.show, name="settings.show"),
    path("settings/theme/", settings.change_theme, name="settings.change_theme"),
    path("settings/tokens/", settings.make_token, name="settings.make_token"),
    path(
        "settings/tokens/<uuid:token_id>/take-back/",
        settings.take_back_token,
        name="settings.take_back_token",
    ),
    path("settings/leave/", settings.leave, name="settings.leave"),
]
