"""Books, cancels, hands out and takes back."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from provisioning.goods.guards.bookings import (
    check_can_book,
    check_can_cancel,
    check_can_fetch,
    check_can_give_back,
)
from provisioning.goods.models.booking import Booking
from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.refusals import AlreadyBooked, SentByAnother, StillOut
from provisioning.rights import Right
from unions.circles.queries.standings import offices
from unions.founding.actions.audit_events import record
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.rights import rights_of


@transaction.atomic
def book(*, code: str, first_on: date, last_on: date, client_id: UUID, by: Membership) -> Booking:
    """Book a thing from a first to a last day, both included; a repeated send answers with the
    first booking, unless it asks for other days or that one was cancelled.

    Raises NotFound, SentByAnother and whatever `check_can_book` raises. Of two bookings of the
    same days at once the database keeps one; the other hears AlreadyBooked.
    """
    # Bookings of one thing come one after the other: the later reader sees the earlier booking.
    good = _locked(code)
    known = Booking.objects.filter(client_id=client_id).first()
    if known is not None:
        kept = (known.person_id, known.good_id, known.first_on, known.last_on)
        if kept != (by.person_id, good.id, first_on, last_on):
            raise SentByAnother
        if known.state == Booking.State.CANCELLED:
            raise SentByAnother
        return known
    check_can_book(good, first_on=first_on, last_on=last_on, by=by)
    try:
        with transaction.atomic():
            return Booking.objects.create(
                client_id=client_id,
                good=good,
                person_id=by.person_id,
                booked_by=by,
                first_on=first_on,
                last_on=last_on,
            )
    except IntegrityError as error:
        raise AlreadyBooked from error


@transaction.atomic
def cancel(*, booking_id: UUID, by: Membership) -> Booking:
    """Give the days free again before the thing is fetched. Raises NotFound, NotNow."""
    booking = _in_hands_of(booking_id, by)
    check_can_cancel(booking)
    booking.state = Booking.State.CANCELLED
    booking.save(update_fields=["state"])
    return booking


@transaction.atomic
def fetch(*, booking_id: UUID, by: Membership) -> Booking:
    """Say that the thing is with its borrower now.

    Raises NotFound, NotNow, NotYetYourDay, StillOut, NotLent.
    """
    booking = _in_hands_of(booking_id, by)
    check_can_fetch(booking)
    booking.state, booking.out_at = Booking.State.OUT, timezone.now()
    try:
        with transaction.atomic():
            booking.save(update_fields=["state", "out_at"])
    except IntegrityError as error:
        raise StillOut from error
    return booking


@transaction.atomic
def give_back(*, booking_id: UUID, report: str, by: Membership) -> Booking:
    """Bring the thing back; with a report its steward looks it over before it is lent again.

    Raises NotFound, NotNow.
    """
    booking = _in_hands_of(booking_id, by)
    check_can_give_back(booking)
    good = booking.good
    booking.state, booking.back_at = Booking.State.RETURNED, timezone.now()
    booking.report = report.strip()
    booking.save(update_fields=["state", "back_at", "report"])
    if booking.report and SharedGood.MOVES.allow(good.state, SharedGood.State.CHECKING):
        good.state, good.report = SharedGood.State.CHECKING, booking.report
        good.save(update_fields=["state", "report"])
        record(act="shared_good.check", object_kind="shared_good", object_id=good.id, by_id=by.id)
    return booking


def _locked(code: str) -> SharedGood:
    good = SharedGood.objects.select_for_update().filter(code=code).first()
    if good is None:
        raise NotFound
    return good


def _in_hands_of(booking_id: UUID, by: Membership) -> Booking:
    """The booking, its thing locked first as in `book`; one's own, or any for a steward."""
    seen = Booking.objects.select_related("good").filter(id=booking_id).first()
    if seen is None:
        raise NotFound
    own = seen.person_id == by.person_id
    if not own and Right.CARE_FOR_THINGS not in rights_of(offices(by)):
        raise NotFound
    good = _locked(seen.good.code)
    booking = Booking.objects.with_thing_out().select_for_update().get(id=booking_id)
    booking.good = good
    return booking
