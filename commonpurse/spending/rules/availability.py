"""What is free in the purse, from what its accounts hold."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Availability:
    """The terms of the subtraction, in minor units; they add up by themselves.

    balance − promised − reserve − set_aside = free
    """

    balance: int
    promised: int
    reserve: int
    set_aside: int
    free: int
    # What the reserve account lacks to its floor and the purse therefore holds back.
    held_back: int

    @property
    def to_give(self) -> int:
        """What a round may divide now: what is free, and nothing when that is negative."""
        return max(0, self.free)


def available(
    *, purse: int, reserve: int, promised: int, set_aside: int, floor: int
) -> Availability:
    """What is free of the balance purse + reserve + promised + set_aside, in minor units.

    What the reserve account lacks to its floor is held back from the purse; what it holds above
    the floor stays there until a decision moves it.
    """
    kept = max(reserve, floor)
    balance = purse + reserve + promised + set_aside
    return Availability(
        balance=balance,
        promised=promised,
        reserve=kept,
        set_aside=set_aside,
        free=balance - promised - kept - set_aside,
        held_back=kept - reserve,
    )
