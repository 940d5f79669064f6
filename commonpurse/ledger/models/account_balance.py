"""What an account holds now; its floor is kept by the database."""

from django.db import models

from unions.tenancy.rows import TenantKey, TenantModel


class AccountBalance(TenantModel):
    """The balance after the account's last line, number `seq`; hot accounts are locked last."""

    id = None  # type: ignore[assignment]  # left out
    created_at = None  # type: ignore[assignment]  # left out
    pk = models.CompositePrimaryKey("union_id", "account_id")
    account = TenantKey("commonpurse.Account", on_delete=models.PROTECT, related_name="+")
    balance = models.BigIntegerField()
    seq = models.BigIntegerField()
    floor = models.BigIntegerField(null=True)
    hot = models.BooleanField()
    # Beside `Account.closed_at`, since posting locks this row and no other.
    closed = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(floor__isnull=True) | models.Q(balance__gte=models.F("floor")),
                name="account_balance_not_below_floor",
            ),
        ]

    def __str__(self) -> str:
        return str(self.balance)
