"""What is refused on the way of a payment, each by its name."""

from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.refusals import BadDay
from commonpurse.refusals import PurseRefused


class NothingFree(PurseRefused):
    """More than what is free would be promised or set aside."""

    code = "nothing-free"
    message = _("That is more than what is free in the purse. Nothing was changed.")


class NotAwaiting(PurseRefused):
    """The payment is not in the state that this step starts from."""

    code = "not-awaiting"
    message = _("This payment has moved on meanwhile. Nothing was changed.")


class PaidTooEarly(BadDay):
    """It would have been paid before its money was promised."""

    code = "paid-too-early"
    message = _("Its money was promised on a later day, so it cannot be paid on this one.")


class OwnPayment(PurseRefused):
    """The keeper is the one who is paid."""

    code = "own-payment"
    message = _("This payment is for you, so another keeper has to do this.")


class SameKeeper(PurseRefused):
    """The same keeper approved already."""

    code = "same-keeper"
    message = _("You have approved this already. A second keeper has to approve it too.")


class NoReason(PurseRefused):
    """A refusal without a reason."""

    code = "no-reason"
    message = _("Please say why, so that people can understand it.")


class BadPayment(PurseRefused):
    """An amount, a payee or a list of payments that cannot be."""

    code = "bad-payment"
    message = _("These payments cannot be entered as they are. Nothing was changed.")


class PaymentsChanged(PurseRefused):
    """Not the payments that the keeper was shown."""

    code = "payments-changed"
    message = _(
        "Some of these payments have moved on meanwhile. Nothing was changed. Read them again."
    )


class SourceUsed(PurseRefused):
    """The source committed other payments before."""

    code = "source-used"
    message = _("Other payments were promised for this already. Nothing was changed.")


class FundRestricted(PurseRefused):
    """Restricted money would leave its purpose."""

    code = "fund-restricted"
    message = _(
        "The money of this fund serves its purpose only. Ask for a payment from the fund instead."
    )


class FundNotEmpty(PurseRefused):
    """A fund that holds something, or has promised something, stays open."""

    code = "fund-not-empty"
    message = _("This fund still holds or has promised something, so it stays open.")


class BadMove(PurseRefused):
    """An amount that cannot be moved, or no words for what it is taken."""

    code = "bad-move"
    message = _("This cannot be moved like that. Nothing was changed.")
