"""What is refused about money that members give."""

from django.utils.translation import gettext_lazy as _

from commonpurse.ledger.refusals import BadDay
from commonpurse.refusals import PurseRefused


class BadPledge(PurseRefused):
    """An amount that nobody can give."""

    code = "bad-pledge"
    message = _("Please give an amount above zero.")


class AlreadySettled(PurseRefused):
    """The pledge was received or withdrawn before."""

    code = "already-settled"
    message = _("This has been received or withdrawn meanwhile. Nothing was changed.")


class CameTooEarly(BadDay):
    """It would have come long before it was promised: the year was mistyped."""

    code = "came-too-early"
    message = _("That is more than two months before it was promised. Look at the year.")


class NotYourPledge(PurseRefused):
    """Only the giver withdraws."""

    code = "not-your-pledge"
    message = _("Only the person who promised this can withdraw it.")


class OwnPledge(PurseRefused):
    """A keeper's own money, above the limit, needs another keeper's eyes."""

    code = "own-pledge"
    message = _("This is your own money, so another keeper has to say whether it arrived.")


class PledgeUsed(PurseRefused):
    """The same sending was used for another amount or by another person."""

    code = "pledge-used"
    message = _("This was sent before with another amount. Nothing was changed.")
