"""Addresses: pages under `/u/<union>/`, the API under `/api/v1/u/<union>/`, sign-in, admin."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

import commonpurse.urls
import config.health
import federation.urls
import provisioning.urls
import unions.urls

APPS = (unions.urls, commonpurse.urls, provisioning.urls, federation.urls)

handler400 = "unions.error_pages.bad_request"
handler403 = "unions.error_pages.forbidden"
handler404 = "unions.error_pages.not_found"
handler500 = "unions.error_pages.server_error"
# Django has no handler for 503: server_error answers it where a server behind us is away.

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", config.health.live, name="live"),
    path("readyz", config.health.ready, name="ready"),
    path("accounts/", include("allauth.urls")),
    path("host/", admin.site.urls),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="api-docs"),
    path("", include((unions.urls.outside, "outside"))),
    path("", include((federation.urls.outside, "peers"))),
]
if settings.IS_DEMO:
    urlpatterns.append(path("", include((unions.urls.demo, "demo"))))
urlpatterns += [
    path("u/<slug:union>/", include((app.pages, app.app_name), namespace=app.app_name))
    for app in APPS
]
urlpatterns += [
    path(
        "api/v1/u/<slug:union>/",
        include((app.api, app.app_name), namespace=f"{app.app_name}-api"),
    )
    for app in APPS
]
