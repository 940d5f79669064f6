"""What happened on an account in one month, kept by the posting functions."""

from django.db import models

from unions.tenancy.rows import TenantKey, TenantModel


class AccountMonth(TenantModel):
    """Sums of an account's lines that are dated into one month, so that no page adds them up.

    `added` and `taken` are what the lines brought and took, both ≥ 0: their difference is the
    change of the balance. `came_in` and `went_out` are what whole entries brought into the union's
    purse and took out of it; each entry is counted at one account of the purse, so that they can
    be summed over accounts, while moves inside the purse count nowhere.
    """

    id = None  # type: ignore[assignment]  # left out
    created_at = None  # type: ignore[assignment]  # left out
    pk = models.CompositePrimaryKey("union_id", "account_id", "month")
    account = TenantKey("commonpurse.Account", on_delete=models.PROTECT, related_name="months")
    month = models.DateField()
    added = models.BigIntegerField()
    taken = models.BigIntegerField()
    came_in = models.BigIntegerField()
    went_out = models.BigIntegerField()
    count = models.BigIntegerField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="account_month_is_first"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
