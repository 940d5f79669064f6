"""The clock of the intake enters what a lost receipt has left."""

from django.utils import timezone

from commonpurse.intake import tasks
from tests.cast import Cast
from tests.commonpurse.intake.tills import sale, states, tell


def test_what_waits_is_entered_by_the_clock(in_harbour: Cast) -> None:
    tell(in_harbour, sale("a"))
    for _ in range(2):
        tasks.drain(timezone.now())
    assert states() == {"a": "entered"}
