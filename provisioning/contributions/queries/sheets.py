"""One's own list as rows of a sheet."""

from uuid import UUID

from django.utils.translation import gettext as _

from provisioning.contributions.queries.contributions import Entry, all_own
from provisioning.contributions.rules.sheets import safe_cell


def own_sheet(person_id: UUID) -> list[list[str | int]]:
    """A heading and one row per entry; quantities in the smallest part of their unit.

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
    return [heading, *(_row(entry) for entry in all_own(person_id))]


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


def _note(entry: Entry) -> str:
    if entry.is_reversal:
        return _("takes back an entry")
    return _("taken back") if entry.is_reversed else ""
