"""When a process last said that it lives."""

from django.db import models


class Pulse(models.Model):
    """One row per kind of process, and one for the journey through all of them."""

    name = models.CharField(max_length=20, primary_key=True)
    beat_at = models.DateTimeField()
    gauges = models.JSONField(default=dict)

    def __str__(self) -> str:
        """The name."""
        return self.name
