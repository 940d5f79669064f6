"""Days for which one person has a thing."""

from datetime import date
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from provisioning.goods.models.shared_good import SharedGood
from provisioning.goods.rules.limits import REPORT_CHARS_MAX
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.states import States
from unions.tenancy.rows import TenantKey, TenantManager, TenantModel, TenantQuerySet

ACTIVE = ("booked", "out")


class BookingQuerySet(TenantQuerySet["Booking"]):
    """Sets of bookings."""

    def active(self) -> Self:
        """Bookings that keep others away: not yet begun, or the thing is out."""
        return self.filter(state__in=ACTIVE)

    def out(self) -> Self:
        """Bookings whose thing is with the person now."""
        return self.filter(state=Booking.State.OUT)

    def with_thing_out(self) -> Self:
        """Each booking with `thing_is_out`: whether its thing is with anybody now."""
        outs = Booking.objects.filter(good=models.OuterRef("good"), state=Booking.State.OUT)
        return self.annotate(thing_is_out=models.Exists(outs))

    def reaching(self, first_on: date, last_on: date, *, today: date) -> Self:
        """Bookings with at least one day in common with these, both ends included. A thing that
        is out and late back is away today, whatever was agreed."""
        late = models.Q(state=Booking.State.OUT, last_on__lt=today)
        touching = models.Q(first_on__lte=last_on, last_on__gte=first_on)
        return self.filter(touching | late if first_on <= today else touching)


Bookings = TenantManager.from_queryset(BookingQuerySet)


class Booking(TenantModel):
    """Two active bookings of one thing never share a day: the database sees to it."""

    class State(models.TextChoices):
        """booked → out → returned; booked → cancelled."""

        BOOKED = "booked", _("Booked")
        OUT = "out", pgettext_lazy("thing", "Out")
        RETURNED = "returned", _("Back")
        CANCELLED = "cancelled", _("Cancelled")

    MOVES = States({State.BOOKED: {State.OUT, State.CANCELLED}, State.OUT: {State.RETURNED}})

    # Given by the sender before it reaches us, so that a repeated send counts once.
    client_id = models.UUIDField()
    good = TenantKey(SharedGood, related_name="bookings")
    person = TenantKey(Person, related_name="bookings")
    booked_by = TenantKey(Membership, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    out_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    report = models.CharField(max_length=REPORT_CHARS_MAX, blank=True)
    # Only where a booking was read `with_thing_out`.
    thing_is_out: bool

    objects: ClassVar[Bookings["Booking"]] = Bookings()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "client_id"], name="booking_sent_once"),
            ExclusionConstraint(
                name="booking_days_never_shared",
                index_type="GIST",
                expressions=[
                    ("union", RangeOperators.EQUAL),
                    ("good", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "first_on",
                            "last_on",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(state__in=ACTIVE),
            ),
            models.UniqueConstraint(
                fields=["union", "good"],
                condition=models.Q(state="out"),
                name="booking_out_once",
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="booking_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["booked", "cancelled"], out_at=None, back_at=None)
                | models.Q(state="out", out_at__isnull=False, back_at=None)
                | models.Q(state="returned", out_at__isnull=False, back_at__isnull=False),
                name="booking_state_fits_its_times",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "person", "first_on"], name="booking_by_person"),
            models.Index(fields=["union", "good", "first_on"], name="booking_by_good"),
        ]
