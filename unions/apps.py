"""Django's handle on this app."""

from django.apps import AppConfig

from unions.subjects import open_doors


class UnionsConfig(AppConfig):
    """Who we are, how we decide."""

    name = "unions"
    default = True
    subjects = ("courier", "founding", "people", "circles")

    def ready(self) -> None:
        """Open the doors of every subject."""
        open_doors(self.name, self.subjects)
