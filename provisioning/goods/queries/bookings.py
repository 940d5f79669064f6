"""Who has what: one's own bookings, and the stewards' desk."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from provisioning.goods.guards.bookings import (
    can,
    check_can_cancel,
    check_can_fetch,
    check_can_give_back,
)
from provisioning.goods.models.booking import ACTIVE, Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.rules.codes import address
from provisioning.goods.rules.limits import DESK_ROWS_MAX
from provisioning.wording import say_days
from unions.people.models.membership import Membership

PAST_ROWS_MAX = 25


@dataclass(frozen=True)
class OwnBooking:
    """A booking as its borrower, or a steward, sees it."""

    id: UUID
    code: str
    address: str
    name: str
    place: str
    first_on: date
    last_on: date
    days: str
    state: str
    state_name: str
    is_late: bool
    can_cancel: bool
    can_fetch: bool
    can_give_back: bool


@dataclass(frozen=True)
class OwnBookings:
    """What someone has or will have, soonest first, and what is over, newest first."""

    ahead: list[OwnBooking]
    past: list[OwnBooking]


@dataclass(frozen=True)
class DeskRow:
    """A booking on the stewards' desk, with the name of the borrower."""

    booking: OwnBooking
    borrower: str


@dataclass(frozen=True)
class Look:
    """A thing that waits for a steward's eyes or hands."""

    code: str
    address: str
    name: str
    state: str
    state_name: str
    report: str


@dataclass(frozen=True)
class Desk:
    """To hand out today, out (soonest back first), and to look over."""

    to_fetch: list[DeskRow]
    out: list[DeskRow]
    to_look_over: list[Look]


def own(person_id: UUID) -> OwnBookings:
    """One's own bookings."""
    rows = Booking.objects.with_thing_out().select_related("good").filter(person_id=person_id)
    ahead = rows.active().order_by("first_on", "id")[:DESK_ROWS_MAX]
    past = rows.exclude(state__in=ACTIVE).order_by("-last_on", "-id")
    return OwnBookings(
        [own_booking(row) for row in ahead],
        [own_booking(row) for row in past[:PAST_ROWS_MAX]],
    )


def due_back(person_id: UUID) -> list[OwnBooking]:
    """What someone has now, soonest back first."""
    rows = Booking.objects.with_thing_out().select_related("good").filter(person_id=person_id).out()
    return [own_booking(row) for row in rows.order_by("last_on", "id")[:DESK_ROWS_MAX]]


def one(*, booking_id: UUID, reader: Membership, as_steward: bool) -> OwnBooking | None:
    """One booking of one's own, or any for a steward; None otherwise."""
    rows = Booking.objects.with_thing_out().select_related("good").filter(id=booking_id)
    if not as_steward:
        rows = rows.filter(person_id=reader.person_id)
    row = rows.first()
    return None if row is None else own_booking(row)


def desk() -> Desk:
    """What stewards do today."""
    today = timezone.localdate()
    rows = Booking.objects.with_thing_out().select_related("good", "person")
    to_fetch = rows.filter(
        state=Booking.State.BOOKED, first_on__lte=today, last_on__gte=today
    ).order_by("first_on", "id")
    looks = SharedGood.objects.filter(
        state__in=[SharedGood.State.CHECKING, SharedGood.State.REPAIR]
    ).order_by("sort_key", "code")
    return Desk(
        [_desk_row(row) for row in to_fetch[:DESK_ROWS_MAX]],
        [_desk_row(row) for row in rows.out().order_by("last_on", "id")[:DESK_ROWS_MAX]],
        [_look(row) for row in looks[:DESK_ROWS_MAX]],
    )


def own_booking(row: Booking) -> OwnBooking:
    """A booking read with its thing and `with_thing_out`."""
    today = timezone.localdate()
    return OwnBooking(
        id=row.id,
        code=row.good.code,
        address=address(row.good.code),
        name=row.good.name,
        place=row.good.place,
        first_on=row.first_on,
        last_on=row.last_on,
        days=say_days(row.first_on, row.last_on),
        state=row.state,
        state_name=str(Booking.State(row.state).label),
        is_late=row.state == Booking.State.OUT and row.last_on < today,
        can_cancel=can(check_can_cancel, row),
        can_fetch=can(check_can_fetch, row),
        can_give_back=can(check_can_give_back, row),
    )


def _desk_row(row: Booking) -> DeskRow:
    return DeskRow(own_booking(row), row.person.display_name)


def _look(row: SharedGood) -> Look:
    return Look(
        code=row.code,
        address=address(row.code),
        name=row.name,
        state=row.state,
        state_name=str(SharedGood.State(row.state).label),
        report=row.report,
    )
