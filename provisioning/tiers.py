"""The four tiers of need, in the order in which they are met. Plain Python."""

from enum import StrEnum


class Tier(StrEnum):
    """What a need is about; set by the care circle, never by the asker alone."""

    SURVIVAL = "survival"
    HEALTH = "health"
    LIVELIHOOD = "livelihood"
    COMFORT = "comfort"

    @property
    def place(self) -> int:
        """0 for the tier that comes first."""
        return PLACES[self]


PLACES = {tier: place for place, tier in enumerate(Tier)}
