"""The columns that make a row a piece of work."""

from django.db import models
from django.utils import timezone

OPEN = models.Q(done_at__isnull=True, dead_at__isnull=True)
GIVEN_UP = models.Q(done_at__isnull=True, dead_at__isnull=False)


class Work(models.Model):
    """Done once, put off after a failure, given up on after too many; a person may take it up."""

    lane = models.CharField(max_length=8)
    attempts = models.PositiveSmallIntegerField(default=0)
    sends = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    # Class and code of the last failure, never its text: texts name values.
    error = models.CharField(max_length=120, blank=True)
    closed_because = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
