"""How a no about peers is named."""

from django.utils.translation import gettext_lazy as _

from federation.refusals import FederationRefused
from unions.refusals import NotFound


class PeerRefused(FederationRefused):
    """Base of the refusals of this subject."""


class NoSuchPeer(PeerRefused, NotFound):
    """No peer with this id or origin."""

    code = "no-peer"
    message = _("There is no such peer.")


class BadInvite(PeerRefused):
    """The text is not an invite, or leads nowhere we may go."""

    code = "bad-invite"
    message = _("This is not an invite that this instance can use.")


class AlreadyKnown(PeerRefused):
    """There is a peering with this origin."""

    code = "origin-known"
    message = _("There is a connection with this origin already.")


class WrongMove(PeerRefused):
    """The state of the peer does not allow this."""

    code = "peering-state"
    message = _("This connection has moved on meanwhile. Nothing was changed.")


class NotCalledBack(PeerRefused):
    """Their keys have not been read at their own origin yet."""

    code = "callback"
    message = _("Their keys could not be checked at their own address yet.")


class WrongCode(PeerRefused):
    """The last group of the check code does not fit."""

    code = "check-code"
    message = _("This is not the last group of the check code. Compare both codes by voice.")


class BadAgreement(PeerRefused):
    """The text is not what was agreed."""

    code = "agreement"
    message = _("This agreement is not what was asked for.")


class KeysConflict(PeerRefused):
    """What a peer says of its keys does not follow from what is pinned."""

    code = "keys-conflict"
    message = _("Their key statements do not follow from those that we know.")
