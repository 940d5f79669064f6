"""A region: an autonomous area that its unions share."""

from django.db import models

from unions.tenancy.ids import uuid7


class Region(models.Model):
    """Kept by the instance, since several unions point to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        """Its name."""
        return self.name
