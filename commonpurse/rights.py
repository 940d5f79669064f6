"""The rights of this app and the offices that give them."""

from enum import StrEnum

from unions.rights import Office


class Right(StrEnum):
    """What may be done with the purse."""

    READ_PURSE = "commonpurse.read_purse"
    GIVE_MONEY = "commonpurse.give_money"
    RECEIVE_PLEDGES = "commonpurse.receive_pledges"
    KEEP_PAYMENTS = "commonpurse.keep_payments"
    CLOSE_MONTHS = "commonpurse.close_months"
    SEE_PRIVATE_ENTRIES = "commonpurse.see_private_entries"


HELD: dict[Office, frozenset[str]] = {
    Office.MEMBER: frozenset({Right.READ_PURSE, Right.GIVE_MONEY}),
    Office.KEEPER: frozenset(
        {
            Right.RECEIVE_PLEDGES,
            Right.KEEP_PAYMENTS,
            Right.CLOSE_MONTHS,
            Right.SEE_PRIVATE_ENTRIES,
        }
    ),
}
