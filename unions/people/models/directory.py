"""Which user may enter which union; nothing else."""

from django.conf import settings
from django.db import models

from unions.tenancy.ids import uuid7


class Directory(models.Model):
    """Read by user before any scope is open, written from inside the union's scope."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="directory", db_index=False
    )
    union = models.ForeignKey(
        "unions.Union", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=12)
    home = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "user"], name="directory_once"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(home=True), name="directory_one_home"
            ),
        ]
        indexes = [models.Index(fields=["user"], name="directory_user")]

    def __str__(self) -> str:
        """Which login, which union."""
        return f"{self.user_id} in {self.union_id}"
