"""How a no of the purse is named."""

from unions.refusals import Refused


class PurseRefused(Refused):
    """Base of all refusals of this app."""
