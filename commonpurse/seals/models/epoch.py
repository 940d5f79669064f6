"""Which database cluster the books have lived in, one after another."""

from django.db import models
from django.db.models.functions import Now


class Epoch(models.Model):
    """Transaction ids begin anew in another cluster; the epoch keeps them in order."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    system_identifier = models.BigIntegerField()
    began_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.number)
