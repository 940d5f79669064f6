"""What the seals refuse, each by its name."""

from django.utils.translation import gettext_lazy as _

from commonpurse.refusals import PurseRefused


class TooLongATime(PurseRefused):
    """More entries than one archive takes."""

    message = _("This time holds more entries than one archive takes. Choose fewer months.")


class NotSealedYet(PurseRefused):
    """An entry of this time waits for its seal."""

    message = _(
        "Something was entered a moment ago and is not sealed yet. Nothing is lost: try again in a "
        "minute."
    )
