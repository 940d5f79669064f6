"""How a no about belonging is named."""

from django.utils.translation import gettext_lazy as _

from unions.refusals import Refused


class InvitationSpent(Refused):
    """The link was used, has expired or was taken back."""

    code = "invitation-spent"
    message = _(
        "This invitation does not work any more. Nothing was changed. "
        "Ask the person who invited you for a new link."
    )


class AlreadyMember(Refused):
    """One membership per login and union."""

    code = "already-member"
    message = _("You belong to this union already. Nothing was changed.")


class NameMissing(Refused):
    """A name must have at least one visible character."""

    code = "name-missing"
    message = _("A name needs at least one letter. Nothing was changed.")
