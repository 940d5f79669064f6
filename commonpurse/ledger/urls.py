"""Addresses of the books."""

from django.urls import path

from commonpurse.ledger.api import accounts as accounts_api
from commonpurse.ledger.api import statements as statements_api
from commonpurse.ledger.views import accounts, journal_entries, statements

pages = [
    path("purse/journal/", journal_entries.index, name="journal_entries.index"),
    path("purse/books/<str:month>/", statements.show, name="statements.show"),
    path("purse/books/<str:month>/csv/", statements.export, name="statements.export"),
    path("purse/accounts/", accounts.index, name="accounts.index"),
    path("purse/accounts/<uuid:account_id>/", accounts.show, name="accounts.show"),
    path("purse/entries/<uuid:entry_id>/", journal_entries.show, name="journal_entries.show"),
]
api = [
    path("purse/accounts/", accounts_api.index, name="accounts.index"),
    path("purse/statements/<str:month>/", statements_api.show, name="statements.show"),
]
