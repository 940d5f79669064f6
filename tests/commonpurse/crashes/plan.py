"""What each writer of a crash run does, in order: known beforehand, so that nothing is believed.

A writer's n-th act is the same whoever carries it out, in whichever life: a gift, a spend, a batch
of five, and taking back the gift, over and over.
"""

from dataclasses import dataclass

WRITERS = 8
OPENED_WITH = 10_000_000
GIFT, SPEND = 7, -3
BATCH = (5, -2, 11, -1, -4)
TURN = 4


@dataclass(frozen=True)
class Act:
    """One call: the names of its entries, what each brings into the purse; `undoes` a name."""

    names: tuple[str, ...]
    amounts: tuple[int, ...]
    undoes: str = ""


def act(writer: int, number: int) -> Act:
    """The writer's act of this number, from 0 on."""
    name, place = f"{writer}:{number}", number % TURN
    if place == 0:
        return Act((name,), (GIFT,))
    if place == 1:
        return Act((name,), (SPEND,))
    if place == 2:
        return Act(tuple(f"{name}:{n}" for n in range(len(BATCH))), BATCH)
    gift = f"{writer}:{number - TURN + 1}"
    return Act((f"back {gift}",), (-GIFT,), undoes=gift)
