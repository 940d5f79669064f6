"""What a union lets leave this instance, and who may read it. Off until it is given."""

from django.db import models

from unions.tenancy.rows import TenantModel


class SharingConsent(TenantModel):
    """One thing allowed by one decision: a scope for all peers or one, or a section."""

    scope = models.CharField(max_length=10)
    # Empty: the scope itself; else one section of the summary, the same for all who may read it.
    section = models.CharField(max_length=20, blank=True)
    to = models.CharField(max_length=260, blank=True)
    decision_id = models.UUIDField(null=True)
    given_by_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["union", "scope", "section", "to"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="sharing_consent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(scope__in=["card", "summary"]),
                name="sharing_consent_scope_known",
            ),
            models.CheckConstraint(
                condition=models.Q(section="") | models.Q(to=""),
                name="sharing_consent_section_for_all",
            ),
        ]

    def __str__(self) -> str:
        """Scope and section."""
        return f"{self.scope} {self.section}".strip()
