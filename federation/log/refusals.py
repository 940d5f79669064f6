"""How a no about our log is named."""

from django.utils.translation import gettext_lazy as _

from federation.refusals import FederationRefused


class AlreadySetUp(FederationRefused):
    """There is a first statement already."""

    code = "already-set-up"
    message = _("This instance has its keys already. Nothing was changed.")


class LogNotReady(FederationRefused):
    """No statement, no log."""

    code = "log-not-ready"
    message = _("This instance has no federation keys yet.")


class SignerRefused(FederationRefused):
    """The journal outside the database and the log disagree, or bytes do not fit their hashes."""

    code = "signer-refused"
    message = _("The signer refused: its journal and the log do not fit together.")
