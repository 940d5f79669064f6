"""Imports every noun of this app; read by Django and the admin only."""

from provisioning.contributions.models.contribution import Contribution

__all__ = ["Contribution"]
