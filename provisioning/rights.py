"""The rights of this app and the offices that give them."""

from enum import StrEnum

from unions.rights import Office


class Right(StrEnum):
    """The rights of this app."""

    CONFIRM_CONTRIBUTIONS = "provisioning.confirm_contributions"
    CARE_FOR_THINGS = "provisioning.care_for_things"
    READ_NEEDS = "provisioning.read_needs"
    PREPARE_ROUNDS = "provisioning.prepare_rounds"
    APPROVE_ROUNDS = "provisioning.approve_rounds"


HELD: dict[Office, frozenset[str]] = {
    Office.CARE_CIRCLE: frozenset(
        {
            Right.CONFIRM_CONTRIBUTIONS,
            Right.READ_NEEDS,
            Right.PREPARE_ROUNDS,
            Right.APPROVE_ROUNDS,
        }
    ),
    Office.STEWARD: frozenset({Right.CARE_FOR_THINGS}),
}
