"""Django's handle on this app."""

from django.apps import AppConfig

from commonpurse.rights import HELD
from unions.rights import register_rights
from unions.subjects import open_doors


class CommonPurseConfig(AppConfig):
    """What we hold in money."""

    name = "commonpurse"
    default = True
    subjects: tuple[str, ...] = ("ledger", "spending", "pledges")

    def ready(self) -> None:
        """Add the table of rights and open the doors of every subject."""
        register_rights(HELD)
        open_doors(self.name, self.subjects)
