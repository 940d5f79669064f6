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
    OPEN_REPORT = "provisioning.open_report"


HELD: dict[Office, frozenset[str]] = {
    Office.CARE_CIRCLE: frozenset(
        {
            Right.CONFIRM_CONTRIBUTIONS,
            Right.READ_NEEDS,
            Right.PREPARE_ROUNDS,
            Right.APPROVE_ROUNDS,
        }
    ),
    Office.KEEPER: frozenset({Right.OPEN_REPORT}),
    Office.STEWARD: frozenset({Right.CARE_FOR_THINGS}),
}
