"""The rights of this app and the offices that give them."""

from enum import StrEnum

from unions.rights import Office


class Right(StrEnum):
    """The rights of this app."""

    CONFIRM_CONTRIBUTIONS = "provisioning.confirm_contributions"
    CARE_FOR_THINGS = "provisioning.care_for_things"


HELD: dict[Office, frozenset[str]] = {
    Office.CARE_CIRCLE: frozenset({Right.CONFIRM_CONTRIBUTIONS}),
    Office.STEWARD: frozenset({Right.CARE_FOR_THINGS}),
}
