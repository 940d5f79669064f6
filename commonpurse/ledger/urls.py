"""Addresses of the books."""

from django.urls import path

from commonpurse.ledger.api import accounts as accounts_api
from commonpurse.ledger.api import exports as exports_api
from commonpurse.ledger.api import journal_entries as journal_entries_api
from commonpurse.ledger.api import statements as statements_api
from commonpurse.ledger.api import trial_balances as trial_balances_api
from commonpurse.ledger.views import accounts, exports, journal_entries, statements, trial_balances

pages = [
    path("purse/journal/", journal_entries.index, name="journal_entries.index"),
    path("purse/books/", statements.index, name="statements.index"),
    path("purse/books/<str:month>/", statements.show, name="statements.show"),
    path("purse/books/<str:month>/csv/", statements.export, name="statements.export"),
    path("purse/accounts/", accounts.index, name="accounts.index"),
    path("purse/accounts/<uuid:account_id>/", accounts.show, name="accounts.show"),
    path("purse/entries/<uuid:entry_id>/", journal_entries.show, name="journal_entries.show"),
    path("purse/trial-balance/", trial_balances.show, name="trial_balances.show"),
    path("purse/trial-balance/csv/", trial_balances.export, name="trial_balances.export"),
    path("purse/export/", exports.index, name="exports.index"),
    path("purse/export/xlsx/", exports.xlsx, name="exports.xlsx"),
    path("purse/export/lines-csv/", exports.lines_csv, name="exports.lines_csv"),
    path("purse/export/entries-csv/", exports.entries_csv, name="exports.entries_csv"),
    path("purse/export/beancount/", exports.beancount, name="exports.beancount"),
    path("purse/export/hledger/", exports.hledger, name="exports.hledger"),
    path("purse/export/json/", exports.json, name="exports.json"),
    path(
        "purse/entries/<uuid:entry_id>/reverse/",
        journal_entries.reverse,
        name="journal_entries.reverse",
    ),
    path(
        "purse/entries/<uuid:entry_id>/undone/",
        journal_entries.undone,
        name="journal_entries.undone",
    ),
]
api = [
    path("purse/journal/", journal_entries_api.index, name="journal_entries.index"),
    path("purse/entries/<uuid:entry_id>/", journal_entries_api.show, name="journal_entries.show"),
    path(
        "purse/entries/<uuid:entry_id>/reverse/",
        journal_entries_api.reverse,
        name="journal_entries.reverse",
    ),
    path("purse/accounts/", accounts_api.index, name="accounts.index"),
    path("purse/months/", statements_api.index, name="statements.index"),
    path("purse/accounts/<uuid:account_id>/", accounts_api.show, name="accounts.show"),
    path("purse/statements/<str:month>/", statements_api.show, name="statements.show"),
    path("purse/trial-balance/", trial_balances_api.show, name="trial_balances.show"),
    path("purse/export/xlsx/", exports_api.xlsx, name="exports.xlsx"),
    path("purse/export/lines-csv/", exports_api.lines_csv, name="exports.lines_csv"),
    path("purse/export/entries-csv/", exports_api.entries_csv, name="exports.entries_csv"),
    path("purse/export/beancount/", exports_api.beancount, name="exports.beancount"),
    path("purse/export/hledger/", exports_api.hledger, name="exports.hledger"),
    path("purse/export/json/", exports_api.json, name="exports.json"),
]
