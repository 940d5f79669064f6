"""Whether a pledge may be received or withdrawn, and if not, why."""

from datetime import date, timedelta

from django.utils import timezone

from commonpurse.ledger.refusals import DayNotCome
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.pledges.refusals import AlreadySettled, CameTooEarly, NotYourPledge, OwnPledge
from commonpurse.pledges.rules.receipts import PledgeState, needs_another_keeper
from unions.people.models.membership import Membership

BEFORE_PROMISE_MAX = timedelta(days=62)


def check_can_receive(pledge: Pledge, two_keys_minor: int, by: Membership) -> None:
    """Still promised, and not one's own above the limit; raises AlreadySettled, OwnPledge."""
    _check_move(pledge, PledgeState.RECEIVED)
    own = pledge.giver_id == by.person_id
    if needs_another_keeper(
        own=own, amount_minor=pledge.amount_minor, two_keys_minor=two_keys_minor
    ):
        raise OwnPledge


def check_day(pledge: Pledge, received_on: date) -> None:
    """Not after today, and no more than two months before it was promised: some give first and
    write it down afterwards, but a year that was mistyped would stand in the books for good.
    Raises DayNotCome, CameTooEarly."""
    if received_on > timezone.localdate():
        raise DayNotCome
    if received_on < pledge.promised_on - BEFORE_PROMISE_MAX:
        raise CameTooEarly


def can_receive(pledge: Pledge, two_keys_minor: int, by: Membership) -> bool:
    """Whether check_can_receive would be silent."""
    return pledge.MOVES.allow(pledge.state, PledgeState.RECEIVED) and not needs_another_keeper(
        own=pledge.giver_id == by.person_id,
        amount_minor=pledge.amount_minor,
        two_keys_minor=two_keys_minor,
    )


def check_can_take_back(pledge: Pledge, two_keys_minor: int, by: Membership) -> None:
    """Received, and not one's own above the limit; raises AlreadySettled, OwnPledge."""
    _check_move(pledge, PledgeState.UNDONE)
    own = pledge.giver_id == by.person_id
    if needs_another_keeper(
        own=own, amount_minor=pledge.amount_minor, two_keys_minor=two_keys_minor
    ):
        raise OwnPledge


def can_take_back(pledge: Pledge, two_keys_minor: int, by: Membership) -> bool:
    """Whether check_can_take_back would be silent."""
    return pledge.MOVES.allow(pledge.state, PledgeState.UNDONE) and not needs_another_keeper(
        own=pledge.giver_id == by.person_id,
        amount_minor=pledge.amount_minor,
        two_keys_minor=two_keys_minor,
    )


def check_can_withdraw(pledge: Pledge, by: Membership) -> None:
    """Still promised, and by its giver; raises NotYourPledge, AlreadySettled."""
    if pledge.giver_id != by.person_id:
        raise NotYourPledge
    _check_move(pledge, PledgeState.WITHDRAWN)


def _check_move(pledge: Pledge, to: PledgeState) -> None:
    if not pledge.MOVES.allow(pledge.state, to):
        raise AlreadySettled
