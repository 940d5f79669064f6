"""Where value is: each account has one unit and one kind."""

from django.db import models

from commonpurse.ledger.rules.accounts import AccountKind
from unions.tenancy.rows import TenantKey, TenantModel


class Account(TenantModel):
    """An account; only the ledger's functions open, name and close one."""

    unit = TenantKey("commonpurse.Unit", on_delete=models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=12)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    fund = TenantKey(
        "commonpurse.Fund", on_delete=models.PROTECT, related_name="accounts", null=True
    )
    closed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "code"], name="account_code_once"),
            models.UniqueConstraint(fields=["union", "id", "unit"], name="account_with_unit"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in AccountKind]),
                name="account_kind_known",
            ),
            models.CheckConstraint(condition=~models.Q(code=""), name="account_code_given"),
        ]

    def __str__(self) -> str:
        return self.code
