"""Django's handle on this app."""

from django.apps import AppConfig

from provisioning.rights import HELD
from unions.rights import register_rights
from unions.subjects import open_doors


class ProvisioningConfig(AppConfig):
    """What we have, need, make and share."""

    name = "provisioning"
    default = True
    subjects: tuple[str, ...] = ("goods", "contributions", "needs", "reports")

    def ready(self) -> None:
        """Add the table of rights and open the doors of every subject."""
        register_rights(HELD)
        open_doors(self.name, self.subjects)
