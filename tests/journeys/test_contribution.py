"""A member logs what they gave, says it again with two taps, and takes it back."""

from collections.abc import Callable

from tests.journeys.hands import Visitor

TAPS_FOR_THE_SAME_AGAIN = 2
TAPS_FOR_A_NEW_HOUR = 4


def test_log_repeat_and_undo(visit: Callable[[str], Visitor]) -> None:
    hana = visit("hana").open()
    hana.go("Log")
    hana.fill("What", "Weeding the beds")
    hana.choose("1 h")
    hana.press("Save")
    hana.sees("Weeding the beds saved")
    assert len(hana.taps) <= TAPS_FOR_A_NEW_HOUR, hana.taps

    hana.open().taps.clear()
    hana.go("Log")
    hana.press("Weeding the beds")
    hana.sees("Weeding the beds saved")
    assert len(hana.taps) <= TAPS_FOR_THE_SAME_AGAIN, hana.taps

    hana.press("Undo")
    hana.sees("Both rows stay in your list")
