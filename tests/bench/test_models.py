"""The books beside the ledger of plain Python for a million steps; `start.py test` does 20,000.

Nothing is weighed here: what is counted is that the two never differed.
"""

import time
from itertools import count

import pytest

from tests.bench.scales import Table
from tests.cast import Cast
from tests.commonpurse.ledger import books_machine
from tests.commonpurse.ledger.both_ledgers import Setting, prepare

SLICES = 40
# None that `start.py test` has.
FIRST_SEED = 1_000_000


@pytest.fixture
def setting(transactional_db: None, harbour: Cast) -> Setting:
    """Every example is a transaction of its own."""
    return prepare(harbour)


def test_models(
    setting: Setting, steps: int, table: Table, flushing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds, seconds = count(FIRST_SEED), []
    began = time.perf_counter()
    while setting.steps < steps:
        before, start = setting.steps, time.perf_counter()
        missing = steps - setting.steps
        books_machine.run(setting, min(missing, -(-steps // SLICES)), seeds)
        seconds.append((time.perf_counter() - start) / (setting.steps - before))
        with capsys.disabled():
            minutes = (time.perf_counter() - began) / 60
            print(f"\n  {setting.steps:,} of {steps:,} steps agree, {minutes:.1f} min", end="")

    used = next(seeds) - FIRST_SEED
    table.counts |= {"steps": setting.steps, "differences": 0, "examples": setting.examples}
    table.counts |= dict(setting.seen.most_common())
    table.keep_times({"step": seconds})
    table.notes += [f"Seeds {FIRST_SEED:,} to {FIRST_SEED + used - 1:,}.", flushing]
    assert setting.steps >= steps
