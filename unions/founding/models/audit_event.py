"""What was done by whom; append-only, without a key to a person, so that it outlives erasure."""

from django.db import models

from unions.tenancy.rows import TenantModel


class AuditEvent(TenantModel):
    """One act on one object. `detail` holds codes and numbers, never people's own words."""

    act = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    actor_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["union", "object_kind", "object_id"], name="audit_event_object"),
            models.Index(fields=["union", "created_at"], name="audit_event_time"),
        ]

    def __str__(self) -> str:
        """The act and its object."""
        return f"{self.act} {self.object_kind} {self.object_id}"
