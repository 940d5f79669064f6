"""A link by which someone joins; it expires, works once, and can be taken back."""

from django.db import models

from unions.people.models.membership import Membership
from unions.tenancy.rows import TenantKey, TenantModel


class Invitation(TenantModel):
    """Only the SHA-256 of the code is kept; the link is shown once to the inviter."""

    digest = models.CharField(max_length=64)
    invited_by = TenantKey(Membership, on_delete=models.PROTECT, related_name="invitations")
    called = models.CharField(max_length=80, blank=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = TenantKey(Membership, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "digest"], name="invitation_code_unique")
        ]
        indexes = [
            models.Index(fields=["union", "invited_by"], name="invitation_inviter"),
            models.Index(fields=["union", "used_by"], name="invitation_used_by"),
        ]
