"""Offices of a union and the rights they give; each app adds its own table."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Office(StrEnum):
    """What a member holds for a term; every member also holds MEMBER."""

    MEMBER = "member"
    CARE_CIRCLE = "care_circle"
    KEEPER = "keeper"
    STEWARD = "steward"
    HUB_OPERATOR = "hub_operator"


OFFICE_NAMES = {
    Office.MEMBER: _("member"),
    Office.CARE_CIRCLE: _("care circle"),
    Office.KEEPER: _("keeper of the purse"),
    Office.STEWARD: _("steward of things"),
    Office.HUB_OPERATOR: _("hub operator"),
}


class Right(StrEnum):
    """The rights of this app."""

    INVITE_PEOPLE = "unions.invite_people"
    FILL_OFFICES = "unions.fill_offices"


HELD: dict[Office, frozenset[str]] = {
    Office.MEMBER: frozenset({Right.INVITE_PEOPLE}),
    Office.CARE_CIRCLE: frozenset({Right.FILL_OFFICES}),
}
_tables: list[Mapping[Office, frozenset[str]]] = [HELD]


def register_rights(held: Mapping[Office, frozenset[str]]) -> None:
    """Add an app's table; called once by its `apps.py`."""
    if held not in _tables:
        _tables.append(held)


def rights_of(offices: frozenset[Office]) -> frozenset[str]:
    """The union of all rights that these offices give."""
    return frozenset().union(*(table.get(o, frozenset()) for table in _tables for o in offices))


def holders_of(right: str) -> list[Office]:
    """The offices that give a right, for the sentence that says who can."""
    return [o for o in Office if any(right in table.get(o, frozenset()) for table in _tables)]
