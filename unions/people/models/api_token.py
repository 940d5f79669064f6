"""A token with which a program acts as one person."""

from django.conf import settings
from django.db import models

from unions.tenancy.ids import uuid7


class ApiToken(models.Model):
    """Only the SHA-256 of the token is kept; the token is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        db_table = "unions_api_token"

    def __str__(self) -> str:
        """What its owner called it."""
        return self.name
