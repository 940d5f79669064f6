"""A member books a shared thing by its days, another finds those days taken; it comes back."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from tests.journeys.hands import Visitor
from unions.templatetags.moments import long_day

TAPS_TO_BOOK = 4
TAPS_TO_GIVE_BACK = 2


def test_book_fetch_and_give_back(visit: Callable[[str], Visitor]) -> None:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    hana = visit("hana").open()
    hana.go("Things")
    hana.press("Cargo bike", "link")
    hana.taps.clear()
    hana.press(long_day(today))
    hana.press(long_day(tomorrow))
    hana.press("Book")
    hana.sees("Cargo bike is yours")
    assert len(hana.taps) <= TAPS_TO_BOOK, hana.taps

    idris = visit("idris").open("things/HL-014/")
    assert idris.page.get_by_role("button", name=long_day(tomorrow)).count() == 0
    assert "Booked" in idris.reads()

    hana.press("I have it now")
    hana.sees("Cargo bike is handed out")
    hana.open("things/HL-014/").taps.clear()
    hana.press("Give back", "link")
    hana.press("As it was")
    hana.sees("Cargo bike is back. Thank you.")
    assert len(hana.taps) <= TAPS_TO_GIVE_BACK, hana.taps

    idris.open("things/HL-014/")
    idris.press(long_day(tomorrow))
    idris.sees("Book ")


def test_cancelled_days_are_free_again(phone: Callable[[str], Visitor]) -> None:
    day = timezone.localdate() + timedelta(days=2)
    hana = phone("hana").open("things/HL-014/")
    hana.press(long_day(day))
    hana.press("Book")
    hana.press("Cancel this booking")
    hana.sees("Cargo bike is free again")


def test_the_second_who_wants_the_same_day_is_told(phone: Callable[[str], Visitor]) -> None:
    day = timezone.localdate() + timedelta(days=3)
    hana, idris = phone("hana"), phone("idris")
    for person in (hana, idris):
        person.open("things/HL-014/").press(long_day(day))
    hana.press("Book ")
    hana.sees("Cargo bike is yours")
    idris.press("Book ")
    idris.sees("Nothing was booked")
    idris.sees_not("Hana")
