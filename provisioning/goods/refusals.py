"""How a no about things and bookings is named."""

from django.utils.translation import gettext_lazy as _

from provisioning.refusals import ProvisioningRefused


class GoodsRefused(ProvisioningRefused):
    """Base of all refusals of this subject."""


class AlreadyBooked(GoodsRefused):
    """Someone has the thing on one of these days; the words say which, and what is free."""

    code = "already-booked"
    message = _("Someone else has it on these days. Nothing was booked. Choose other days.")


class TooLong(GoodsRefused):
    """More days than this thing is lent for."""

    code = "too-long"
    message = _("It is not lent for so many days. Nothing was booked. Choose fewer days.")


class LastBeforeFirst(GoodsRefused):
    """The last day comes before the first."""

    code = "last-before-first"
    message = _("The last day comes before the first. Nothing was booked. Swap the two days.")


class DayIsPast(GoodsRefused):
    """A first day that is over."""

    code = "day-is-past"
    message = _("The first day is over. Nothing was booked. Choose today or a later day.")


class TooFarAhead(GoodsRefused):
    """Further ahead than bookings reach."""

    code = "too-far-ahead"
    message = _("Bookings reach twelve weeks ahead. Nothing was booked. Choose an earlier day.")


class NotLent(GoodsRefused):
    """Being checked, in repair or retired."""

    code = "not-lent"
    message = _("It cannot be lent now. Nothing was booked.")


class TooManyThings(GoodsRefused):
    """As many bookings as one person holds at a time."""

    code = "too-many-things"
    message = _("You hold as many bookings as one person may. Give something back first.")


class SentByAnother(GoodsRefused):
    """The sender's number of this booking is in use for something else."""

    code = "sent-by-another"
    message = _("This booking was sent before. Nothing was booked. Choose your days once more.")


class NotNow(GoodsRefused):
    """The booking is in another state."""

    code = "not-now"
    message = _("This booking has moved on. Nothing was changed. Look at it again.")


class NotYetYourDay(GoodsRefused):
    """The first day has not come."""

    code = "not-yet-your-day"
    message = _("Your first day has not come yet. Nothing was changed.")


class StillOut(GoodsRefused):
    """The thing has not come back from the one before."""

    code = "still-out"
    message = _("It has not come back yet. Ask its steward. Your booking stays.")


class CodeTaken(GoodsRefused):
    """Another thing bears the code."""

    code = "code-taken"
    message = _("Another thing bears this code. Nothing was saved. Choose another.")


class StillPromised(GoodsRefused):
    """A thing with bookings ahead is not retired."""

    code = "still-promised"
    message = _("Someone has booked it or has it. Nothing was changed. Settle the bookings first.")
