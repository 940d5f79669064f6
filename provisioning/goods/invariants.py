"""What must always hold for things and bookings."""

from collections.abc import Iterator

from django.db.models import F, Q

from provisioning.goods.models.booking import ACTIVE, Booking
from unions.invariants import Breach, invariant


@invariant("Two active bookings of one thing never share a day.")
def bookings_never_overlap() -> Iterator[Breach]:
    """Each later one of two bookings that share a day."""
    rows = Booking.objects.active().filter(
        good__bookings__state__in=ACTIVE,
        good__bookings__first_on__lte=F("last_on"),
        good__bookings__last_on__gte=F("first_on"),
        good__bookings__id__lt=F("id"),
    )
    for booking_id in rows.values_list("id", flat=True).distinct():
        yield Breach(f"booking {booking_id}", "shares a day with an earlier booking of its thing")


@invariant("A thing is out with one person at a time.")
def things_are_out_once() -> Iterator[Breach]:
    """Each later one of two bookings whose thing is out."""
    rows = Booking.objects.out().filter(
        good__bookings__state=Booking.State.OUT, good__bookings__id__lt=F("id")
    )
    for booking_id in rows.values_list("id", flat=True).distinct():
        yield Breach(f"booking {booking_id}", "has its thing out while another has it too")


@invariant("What came back had gone out before.")
def times_follow_states() -> Iterator[Breach]:
    """Bookings whose times do not fit their state."""
    wrong = Booking.objects.filter(
        Q(state=Booking.State.RETURNED, back_at=None)
        | Q(state=Booking.State.OUT, out_at=None)
        | Q(back_at__lt=F("out_at"))
    )
    for booking_id in wrong.values_list("id", flat=True):
        yield Breach(f"booking {booking_id}", "has times that do not fit its state")
