"""How a no about contributions is named."""

from django.utils.translation import gettext_lazy as _

from provisioning.refusals import ProvisioningRefused


class ContributionRefused(ProvisioningRefused):
    """Base of all refusals of this subject."""


class TooMuch(ContributionRefused):
    """More than one entry, or one day, can hold."""

    code = "too-much"
    message = _("That is more than one entry can hold. Nothing was saved. Write a smaller amount.")


class DayNotOpen(ContributionRefused):
    """A day that has not come, or lies too far back."""

    code = "day-not-open"
    message = _("Entries are for today or for the last twelve months. Nothing was saved.")


class UnitOfAnotherKind(ContributionRefused):
    """Hours of goods, or kilos of care."""

    code = "unit-of-another-kind"
    message = _("This kind is not counted in that unit. Nothing was saved.")


class SaysNothing(ContributionRefused):
    """An entry without a word on what was given."""

    code = "says-nothing"
    message = _("Say in a word or two what you gave. Nothing was saved.")


class SentByAnother(ContributionRefused):
    """The sender's number of this entry is in use for someone else's."""

    code = "sent-by-another"
    message = _("This entry was sent by someone else. Nothing was saved. Log it once more.")


class DayIsOver(ContributionRefused):
    """An entry is taken back on the day it was logged, not later."""

    code = "day-is-over"
    message = _(
        "An entry can be taken back on the day it was logged. That day is over, "
        "so this one stays. Nothing was changed."
    )


class AlreadyReversed(ContributionRefused):
    """There is nothing left to take back."""

    code = "already-reversed"
    message = _("This entry was taken back already. Both rows stay in your list.")


class OwnEntry(ContributionRefused):
    """Nobody sees their own entry as the second person."""

    code = "own-entry"
    message = _("A second person confirms what you gave. Nothing was changed.")


class AlreadySeen(ContributionRefused):
    """Somebody was faster."""

    code = "already-seen"
    message = _("Someone else has seen this entry already. Nothing more is needed.")
