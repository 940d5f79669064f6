"""From a need to a payout: ask, count, two yeses, two keepers, and the letter that says why."""

from collections.abc import Callable

from tests.journeys.hands import Visitor
from tests.journeys.stage import Stage

TAPS_TO_ASK = 6
TAPS_INTO_A_TIER = 2
TAPS_TO_SAY_YES = 2


def test_need_round_payout_and_why(visit: Callable[[str], Visitor], stage: Stage) -> None:
    hana = visit("hana").open()
    ask(hana)
    mira = visit("mira").open("care/")
    accept(mira)
    noor = visit("noor")
    decide(mira, noor)
    pay(visit("dev"), visit("ana"))
    stage.deliver_news()

    hana.open("needs/mine/")
    hana.press("why", "link")
    hana.sees("Why you got this amount")
    assert "300.00" in hana.reads()
    dev = visit("dev").open("purse/")
    dev.sees("2,180.00")
    assert "Hana" not in dev.reads()


def ask(hana: Visitor) -> None:
    """In six taps, seen by the care circle only."""
    hana.go("Needs")
    hana.press("Ask", "link")
    hana.choose("Work and tools")
    hana.fill("How much", "300")
    hana.press("Check")
    hana.sees("Only the care circle knows of it")
    hana.press("Send")
    hana.sees("Your need is asked")
    assert len(hana.taps) <= TAPS_TO_ASK, hana.taps


def accept(mira: Visitor) -> None:
    """Open it on the desk, choose the tier."""
    mira.press("Work and tools", "link")
    mira.press("livelihood")
    mira.sees("Accepted into livelihood")
    assert len(mira.taps) <= TAPS_INTO_A_TIER, mira.taps


def decide(mira: Visitor, noor: Visitor) -> None:
    """Collect, count, propose; two of the care circle who receive nothing say yes."""
    mira.open("rounds/")
    mira.press("Begin a round", "link")
    mira.fill("What shall the round be called?", "November round")
    mira.press("Begin collecting")
    mira.press("Close for counting")
    mira.press("Work out")
    mira.sees("The proposal is worked out")
    assert "300.00" in mira.reads()
    mira.press("Approve the round")
    mira.sees("Your yes is counted")
    noor.open()
    noor.taps.clear()
    noor.press("November round", "link")
    noor.press("Approve the round")
    assert len(noor.taps) <= TAPS_TO_SAY_YES, noor.taps
    noor.sees("Your yes is counted")
    noor.press("Hand it out")
    noor.sees("The keepers of the purse pay what was decided")


def pay(dev: Visitor, ana: Visitor) -> None:
    """Above the limit two keepers approve; one of them pays."""
    for keeper in (dev, ana):
        keeper.open("purse/spends/")
        keeper.press("Approve")
        keeper.sees("Your yes is saved.")
    ana.press("Hana", "link")
    ana.press("It is paid by bank")
    ana.sees("This is paid and stands in the books.")
