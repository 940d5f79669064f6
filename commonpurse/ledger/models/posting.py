"""One signed line of an entry on one account."""

from django.db import models

from unions.tenancy.rows import TenantKey, TenantModel, implied_union


class Posting(TenantModel):
    """A line with its number on the account, without a gap, and the balance after it."""

    id = None  # type: ignore[assignment]  # left out
    created_at = None  # type: ignore[assignment]  # left out
    pk = models.CompositePrimaryKey("union_id", "entry_id", "account_id")
    union = implied_union()  # by its entry
    entry = TenantKey("commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="postings")
    account = TenantKey("commonpurse.Account", on_delete=models.PROTECT, related_name="postings")
    unit = TenantKey("commonpurse.Unit", on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    account_seq = models.BigIntegerField()
    balance_after = models.BigIntegerField()
    effective_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["union", "account", "account_seq"], name="posting_number_once"
            ),
            models.CheckConstraint(condition=~models.Q(amount=0), name="posting_amount_not_zero"),
        ]
        indexes = [
            models.Index(fields=["union", "account", "effective_on"], name="posting_by_day"),
        ]

    def __str__(self) -> str:
        return str(self.amount)
