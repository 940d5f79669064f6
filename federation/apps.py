"""Django's handle on this app."""

from importlib import import_module

from django.apps import AppConfig

from federation.rights import HELD
from unions.rights import register_rights
from unions.subjects import open_doors


class FederationConfig(AppConfig):
    """What unions tell each other."""

    name = "federation"
    default = True
    subjects: tuple[str, ...] = ("log", "peers", "summaries", "following")

    def ready(self) -> None:
        """Add the table of rights and open the doors of every subject."""
        register_rights(HELD)
        import_module("federation.wire.checks")
        open_doors(self.name, self.subjects)
