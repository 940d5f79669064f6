"""What is refused on the way of a payment, each by its name."""

from django.utils.translation import gettext_lazy as _

from commonpurse.refusals import PurseRefused


class NothingFree(PurseRefused):
    """More than what is free would be promised or set aside."""

    code = "nothing-free"
    message = _("That is more than what is free in the purse. Nothing was changed.")


class NotAwaiting(PurseRefused):
    """The payment is not in the state that this step starts from."""

    code = "not-awaiting"
    message = _("This payment has moved on meanwhile. Nothing was changed.")


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


class SourceUsed(PurseRefused):
    """The source committed other payments before."""

    code = "source-used"
    message = _("Other payments were promised for this already. Nothing was changed.")
