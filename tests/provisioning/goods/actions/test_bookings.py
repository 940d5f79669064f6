"""Booking, cancelling, fetching, giving back; and who wins when two book at once."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from provisioning.goods.actions.bookings import book, cancel, fetch, give_back
from provisioning.goods.actions.shared_goods import move
from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.refusals import (
    AlreadyBooked,
    DayIsPast,
    LastBeforeFirst,
    NotLent,
    NotNow,
    NotYetYourDay,
    SentByAnother,
    StillOut,
    TooFarAhead,
    TooLong,
    TooManyThings,
)
from tests.cast import Cast
from tests.provisioning.goods.cast_of_things import NOON, booked, day, thing
from unions.refusals import NotFound, Refused
from unions.tenancy.ids import uuid7
from unions.tenancy.scopes import union_scope


@pytest.fixture(autouse=True)
def noon() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def bike(in_harbour: Cast) -> SharedGood:
    return thing(in_harbour.jo)


def test_free_days_are_booked(in_harbour: Cast, bike: SharedGood) -> None:
    booking = booked(in_harbour.hana, 12, 13)
    kept = Booking.objects.get(id=booking.id)
    assert (kept.first_on, kept.last_on, kept.state) == (day(12), day(13), "booked")
    assert kept.person_id == in_harbour.hana.person_id


def test_a_repeated_send_books_once(in_harbour: Cast, bike: SharedGood) -> None:
    number = uuid7()
    rows = [
        book(
            code="HL 014",
            first_on=day(12),
            last_on=day(13),
            client_id=number,
            by=in_harbour.hana,
        ).id
        for _ in range(2)
    ]
    assert rows[0] == rows[1]
    assert Booking.objects.count() == 1
    with pytest.raises(SentByAnother):
        book(
            code="HL 014", first_on=day(20), last_on=day(20), client_id=number, by=in_harbour.idris
        )


def test_a_send_that_was_changed_or_cancelled_is_not_taken_for_its_repeat(
    in_harbour: Cast, bike: SharedGood
) -> None:
    sent: dict[str, Any] = {"code": "HL 014", "client_id": uuid7(), "by": in_harbour.hana}
    first = book(first_on=day(12), last_on=day(13), **sent)
    with pytest.raises(SentByAnother):
        book(first_on=day(12), last_on=day(14), **sent)
    cancel(booking_id=first.id, by=in_harbour.hana)
    with pytest.raises(SentByAnother):
        book(first_on=day(12), last_on=day(13), **sent)
    assert Booking.objects.get().state == "cancelled"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (9, 10, "Booked from Thu 10 Dec to Sat 12 Dec"),
        (12, 14, "Booked from Thu 10 Dec to Sat 12 Dec"),
        (11, 11, "Booked from Thu 10 Dec to Sat 12 Dec"),
        (9, 13, "Booked from Thu 10 Dec to Sat 12 Dec"),
        (20, 20, "Booked on Sun 20 Dec"),
    ],
)
def test_taken_days_are_refused_with_their_dates_and_no_name(
    in_harbour: Cast, bike: SharedGood, first: int, last: int, words: str
) -> None:
    booked(in_harbour.hana, 10, 12)
    booked(in_harbour.hana, 20)
    with pytest.raises(AlreadyBooked, match=words) as refusal:
        booked(in_harbour.idris, first, last)
    assert "Hana" not in str(refusal.value)
    assert Booking.objects.count() == 2


def test_neighbouring_days_do_not_touch(in_harbour: Cast, bike: SharedGood) -> None:
    booked(in_harbour.hana, 10, 12)
    booked(in_harbour.idris, 13, 14)
    booked(in_harbour.idris, 9)
    assert Booking.objects.count() == 3


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (13, 12, LastBeforeFirst),
        (5, 12, TooLong),
    ],
)
def test_days_that_make_no_booking(
    in_harbour: Cast, bike: SharedGood, first: int, last: int, refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        booked(in_harbour.hana, first, last)


def test_past_days_and_days_beyond_reach(in_harbour: Cast, bike: SharedGood) -> None:
    for days, refusal in ((-1, DayIsPast), (85, TooFarAhead), (5_000, TooFarAhead)):
        on = day(0) + timedelta(days=days)
        with pytest.raises(refusal):
            book(code="HL 014", first_on=on, last_on=on, client_id=uuid7(), by=in_harbour.hana)


def test_too_long_names_the_last_day_that_works(in_harbour: Cast, bike: SharedGood) -> None:
    with pytest.raises(TooLong, match=r"7 days at most.*Choose Fri 11 Dec"):
        booked(in_harbour.hana, 5, 20)


@pytest.mark.parametrize("state", ["checking", "repair", "retired"])
def test_what_is_not_lent_is_not_booked(in_harbour: Cast, bike: SharedGood, state: str) -> None:
    move(code=bike.code, to=state, by=in_harbour.jo)
    with pytest.raises(NotLent):
        booked(in_harbour.hana, 12)


def test_one_person_holds_eight_bookings_at_a_time(in_harbour: Cast, bike: SharedGood) -> None:
    for number in range(1, 9):
        booked(in_harbour.hana, number)
    with pytest.raises(TooManyThings):
        booked(in_harbour.hana, 20)
    booked(in_harbour.idris, 20)


def test_cancelled_days_are_free_again(in_harbour: Cast, bike: SharedGood) -> None:
    booking = booked(in_harbour.hana, 12)
    cancel(booking_id=booking.id, by=in_harbour.hana)
    booked(in_harbour.idris, 12)
    with pytest.raises(NotNow):
        cancel(booking_id=booking.id, by=in_harbour.hana)


def test_fetched_and_given_back_as_it_was(in_harbour: Cast, bike: SharedGood) -> None:
    booking = booked(in_harbour.hana, 0, 5)
    fetch(booking_id=booking.id, by=in_harbour.hana)
    with pytest.raises(NotNow):
        cancel(booking_id=booking.id, by=in_harbour.hana)
    give_back(booking_id=booking.id, report="", by=in_harbour.hana)
    kept = Booking.objects.get(id=booking.id)
    assert (kept.state, kept.report) == ("returned", "")
    assert kept.out_at is not None
    assert kept.back_at is not None
    assert SharedGood.objects.get().state == "available"
    booked(in_harbour.idris, 0, 5)


def test_a_report_sends_the_thing_to_its_steward(in_harbour: Cast, bike: SharedGood) -> None:
    booking = booked(in_harbour.hana, 0)
    fetch(booking_id=booking.id, by=in_harbour.hana)
    give_back(booking_id=booking.id, report=" The brake squeaks. ", by=in_harbour.hana)
    good = SharedGood.objects.get()
    assert (good.state, good.report) == ("checking", "The brake squeaks.")
    with pytest.raises(NotLent):
        booked(in_harbour.idris, 12)
    move(code=good.code, to="available", by=in_harbour.jo)
    booked(in_harbour.idris, 12)
    assert SharedGood.objects.get().report == ""


def test_nothing_is_fetched_before_its_day(in_harbour: Cast, bike: SharedGood) -> None:
    booking = booked(in_harbour.hana, 12)
    with pytest.raises(NotYetYourDay, match="Sat 12 Dec"):
        fetch(booking_id=booking.id, by=in_harbour.hana)


def test_late_back_keeps_the_next_waiting_and_nobody_pays(
    in_harbour: Cast, bike: SharedGood, noon: Any
) -> None:
    late = booked(in_harbour.hana, 0)
    fetch(booking_id=late.id, by=in_harbour.hana)
    after = booked(in_harbour.idris, 2)
    noon.move_to(NOON + timedelta(days=2))
    with pytest.raises(StillOut):
        fetch(booking_id=after.id, by=in_harbour.idris)
    with pytest.raises(AlreadyBooked, match="late back"):
        booked(in_harbour.ana, 2)
    booked(in_harbour.ana, 3)
    give_back(booking_id=late.id, report="", by=in_harbour.hana)
    fetch(booking_id=after.id, by=in_harbour.idris)


def test_a_booking_that_was_not_fetched_in_time_is_over(
    in_harbour: Cast, bike: SharedGood, noon: Any
) -> None:
    booking = booked(in_harbour.hana, 0)
    noon.move_to(NOON + timedelta(days=1))
    with pytest.raises(NotNow):
        fetch(booking_id=booking.id, by=in_harbour.hana)


ACTS: list[Callable[..., Any]] = [
    cancel,
    fetch,
    lambda **given: give_back(report="", **given),
]


@pytest.mark.parametrize("act", ACTS)
def test_the_booking_of_another_is_not_there(
    in_harbour: Cast, bike: SharedGood, act: Callable[..., Any]
) -> None:
    booking = booked(in_harbour.hana, 0)
    with pytest.raises(NotFound):
        act(booking_id=booking.id, by=in_harbour.idris)
    assert Booking.objects.get().state == "booked"


def test_a_steward_hands_out_and_takes_back_for_others(in_harbour: Cast, bike: SharedGood) -> None:
    booking = booked(in_harbour.hana, 0)
    fetch(booking_id=booking.id, by=in_harbour.jo)
    give_back(booking_id=booking.id, report="", by=in_harbour.jo)
    assert Booking.objects.get().state == "returned"


def test_things_of_another_union_are_not_there(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        thing(harbour.jo)
        booking = booked(harbour.hana, 0)
    with millrace.scope():
        with pytest.raises(NotFound):
            booked(millrace.tom, 0)
        for act in ACTS:
            with pytest.raises(NotFound):
                act(booking_id=booking.id, by=millrace.tom)


class TestTheDatabaseItself:
    """What the guards refuse, the tables refuse too."""

    def row(self, cast: Cast, **changes: Any) -> Booking:
        fields: dict[str, Any] = {
            "client_id": uuid7(),
            "good": SharedGood.objects.get(),
            "person_id": cast.hana.person_id,
            "booked_by": cast.hana,
            "first_on": day(10),
            "last_on": day(12),
        }
        with transaction.atomic():
            return Booking.objects.create(**(fields | changes))

    @pytest.mark.parametrize(("first", "last"), [(12, 14), (8, 10), (11, 11), (9, 13)])
    def test_days_are_never_shared(
        self, in_harbour: Cast, bike: SharedGood, first: int, last: int
    ) -> None:
        self.row(in_harbour)
        with pytest.raises(IntegrityError, match="booking_days_never_shared"):
            self.row(in_harbour, first_on=day(first), last_on=day(last))

    @pytest.mark.parametrize(
        "changes",
        [
            {"last_on": day(9)},
            {"state": "out"},
            {"state": "lost"},
            {"state": "returned", "out_at": NOON},
            {"back_at": NOON},
        ],
    )
    def test_rows_that_make_no_sense(
        self, in_harbour: Cast, bike: SharedGood, changes: dict[str, Any]
    ) -> None:
        with pytest.raises(IntegrityError):
            self.row(in_harbour, **changes)

    def test_a_thing_is_out_once(self, in_harbour: Cast, bike: SharedGood) -> None:
        self.row(in_harbour, state="out", out_at=NOON)
        with pytest.raises(IntegrityError, match="booking_out_once"):
            self.row(in_harbour, state="out", out_at=NOON, first_on=day(20), last_on=day(20))

    def test_bookings_are_kept(self, in_harbour: Cast, bike: SharedGood) -> None:
        self.row(in_harbour)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Booking.objects.all().delete()


def race(cast: Cast, attempts: list[Callable[[], Any]]) -> list[Any]:
    """Run all at the same moment, each on its own connection; what each gave or raised."""
    barrier, outcomes = threading.Barrier(len(attempts)), [None] * len(attempts)

    def run(place: int) -> None:
        try:
            barrier.wait(timeout=60)
            with union_scope(cast.union.id):
                outcomes[place] = attempts[place]()
        except (Refused, DatabaseError) as error:
            outcomes[place] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(attempts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return outcomes


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Two people want the same day at the same moment."""

    def test_one_books_and_the_others_are_told(self, harbour: Cast) -> None:
        with harbour.scope():
            thing(harbour.jo)
        people = [harbour.hana, harbour.idris, harbour.ana, harbour.dev]
        outcomes = race(
            harbour,
            [lambda by=by: booked(by, 12, 13) for by in people],  # type: ignore[misc]
        )
        won = [outcome for outcome in outcomes if isinstance(outcome, Booking)]
        lost = [outcome for outcome in outcomes if isinstance(outcome, AlreadyBooked)]
        assert (len(won), len(lost)) == (1, 3)
        assert all("Booked from Sat 12 Dec to Sun 13 Dec" in str(refusal) for refusal in lost)
        with harbour.scope():
            assert Booking.objects.count() == 1

    def test_the_database_settles_it_without_our_lock(self, harbour: Cast) -> None:
        with harbour.scope():
            good = thing(harbour.jo)

        def insert() -> Booking:
            return Booking.objects.create(
                client_id=uuid7(),
                good_id=good.id,
                person_id=harbour.hana.person_id,
                booked_by_id=harbour.hana.id,
                first_on=day(12),
                last_on=day(13),
            )

        outcomes = race(harbour, [insert] * 4)
        assert sum(isinstance(outcome, Booking) for outcome in outcomes) == 1
        with harbour.scope():
            assert Booking.objects.count() == 1
