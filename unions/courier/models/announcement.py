"""News of a union: what happened, told by ids alone."""

from django.db import models

from unions.tenancy.rows import TenantModel


class Announcement(TenantModel):
    """Written in the transaction of its cause; `key` is the id of the row it is about."""

    topic = models.CharField(max_length=80)
    key = models.UUIDField()
    payload = models.JSONField()

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["union", "topic", "key"], name="announcement_about"),
            models.Index(fields=["union", "created_at"], name="announcement_time"),
        ]

    def __str__(self) -> str:
        """Topic and key."""
        return f"{self.topic} {self.key}"
