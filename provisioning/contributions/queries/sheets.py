"""One's own list as rows of a sheet."""

from uuid import UUID

from django.utils.translation import gettext as _

from commonpurse.pledges.queries.pledges import GivenMoney, given_by
from provisioning.contributions.queries.contributions import Entry, all_own
from provisioning.contributions.rules.sheets import safe_cell


def own_sheet(person_id: UUID) -> list[list[str | int]]:
    """A heading, one row per entry and one per money pledge; quantities in the smallest part of
    their unit.

    Text that a spreadsheet program would take for a formula is marked as text.
    """
    heading: list[str | int] = [
        _("Day"),
        _("Kind"),
        _("What"),
        _("Quantity"),
        _("Unit"),
        _("Seen by"),
        _("Note"),
    ]
    entries = [_row(entry) for entry in all_own(person_id)]
    return [heading, *entries, *(_money_row(given) for given in given_by(person_id))]


def _row(entry: Entry) -> list[str | int]:
    return [
        entry.given_on.isoformat(),
        safe_cell(entry.kind_name),
        safe_cell(entry.what),
        entry.amount.amount,
        entry.amount.unit.value,
        safe_cell(entry.seen_by),
        _note(entry),
    ]


def _money_row(given: GivenMoney) -> list[str | int]:
    return [
        given.promised_on.isoformat(),
        _("Money"),
        "",
        given.amount_minor,
        given.currency,
        safe_cell(given.seen_by),
        "",
    ]


def _note(entry: Entry) -> str:
    if entry.is_reversal:
        return _("takes back an entry")
    return _("taken back") if entry.is_reversed else ""
