"""Whether a thing may be changed now, and if not, why."""

from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.refusals import CodeTaken, StillPromised


def check_code_is_free(code: str, *, but: SharedGood | None = None) -> None:
    """Raise CodeTaken when another thing bears the code."""
    others = SharedGood.objects.filter(code=code)
    if but is not None:
        others = others.exclude(id=but.id)
    if others.exists():
        raise CodeTaken


def check_can_move(good: SharedGood, *, to: str) -> None:
    """Raise MoveRefused, or StillPromised for a thing with bookings that is to be retired."""
    SharedGood.MOVES.require(good.state, to)
    if to == SharedGood.State.RETIRED and Booking.objects.active().filter(good=good).exists():
        raise StillPromised
