"""How a no between unions is named."""

from unions.refusals import Refused


class FederationRefused(Refused):
    """Base of all refusals of this app."""
