"""Django's handle on what puts the parts together."""

from django.apps import AppConfig

from config import celery


class PartsConfig(AppConfig):
    """Makes our Celery the one that every process of ours speaks through."""

    name = "config"
    default = True

    def ready(self) -> None:
        """Let tasks that the doors declare belong to it."""
        celery.app.set_current()
