"""What the books must hold, reckoned without a database; both sides of a write use it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

AMOUNT_MIN = -(2**63)
AMOUNT_MAX = 2**63 - 1
LINES_MIN = 2
LINES_MAX = 1_000
# Of one batch: entries, and the lines of all of them.
ENTRIES_MAX = 5_000
BATCH_LINES_MAX = 20_000


def net_of(lines: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What is left over per unit in (unit, amount) lines; empty when the lines balance."""
    sums: dict[str, int] = {}
    for unit, amount in lines:
        sums[unit] = sums.get(unit, 0) + amount
    return {unit: net for unit, net in sums.items() if net}


def running(opening: int, amounts: Sequence[int]) -> list[int]:
    """The balance after each amount, beginning from `opening`."""
    balances = []
    for amount in amounts:
        opening += amount
        balances.append(opening)
    return balances


def fits(amount: int) -> bool:
    """Whether the amount can be a line: not zero, and no larger than the books can hold."""
    return amount != 0 and AMOUNT_MIN <= amount <= AMOUNT_MAX


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an account as it stands: its number, amount and the balance after it."""

    seq: int
    amount: int
    balance_after: int


def first_gap(steps: Sequence[Step]) -> int | None:
    """The number of the first line that is missing or whose balance is wrong; None if whole."""
    balance = 0
    for number, step in enumerate(steps, start=1):
        balance += step.amount
        if step.seq != number or step.balance_after != balance:
            return number
    return None
