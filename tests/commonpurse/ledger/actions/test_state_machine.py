"""The books against a ledger of plain Python: the same answer to every step, the same rows."""

import pytest

from tests.cast import Cast
from tests.commonpurse.ledger import books_machine
from tests.commonpurse.ledger.both_ledgers import prepare

# In parts, so that two processes of pytest share them.
STEPS, PARTS = 20_000, 4
# A machine that is refused everything, or never, would agree as well.
SEEN = {
    *("entry", "repeat", "batch taken", "batch refused", "KeyUsed", "PurseTooSmall", "Unbalanced"),
    *("BadLines", "BadDay", "UnknownAccount", "AccountNotEmpty", "MonthClosed", "MonthNotOver"),
    *("MixedHours", "SameUnit", "ReversalTooEarly"),
}


@pytest.mark.parametrize("part", range(PARTS))
def test_books_agree_with_a_plain_ledger(harbour: Cast, part: int) -> None:
    setting = prepare(harbour)
    seeds = range(1_000 * part, 1_000 * part + 10)
    books_machine.run(setting, STEPS // PARTS, seeds)
    assert setting.steps >= STEPS // PARTS
    assert setting.seen.keys() >= SEEN
