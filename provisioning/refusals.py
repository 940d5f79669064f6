"""How a no about means and needs is named."""

from unions.refusals import Refused


class ProvisioningRefused(Refused):
    """Base of all refusals of this app."""
