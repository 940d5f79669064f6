"""Addresses of the reports."""

from django.urls import path

from provisioning.reports.api import security as security_api
from provisioning.reports.views import public_reports, security

pages = [
    path("purse/security/", security.show, name="security.show"),
    path("report/", public_reports.show, name="public_reports.show"),
    path("report/preview/", public_reports.preview, name="public_reports.preview"),
    path("report/open/", public_reports.open_to_all, name="public_reports.open_to_all"),
    path("report/close/", public_reports.close_to_all, name="public_reports.close_to_all"),
]
api = [path("purse/security/", security_api.show, name="security.show")]
