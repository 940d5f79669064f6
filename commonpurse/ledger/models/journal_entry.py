"""A balanced event in the books; posted once, corrected only by its reversal."""

from django.db import models
from django.db.models.functions import Now

from commonpurse.ledger.rules.entries import EARLIEST_ON, KEY_LENGTH_MAX, LATEST_ON
from unions.tenancy.rows import TenantKey, TenantModel, implied_union


class JournalEntry(TenantModel):
    """The header of an entry. Only `ledger_post` writes it, nothing changes it."""

    created_at = None  # type: ignore[assignment]  # left out
    union = implied_union()  # by whoever posted it
    key = models.CharField(max_length=KEY_LENGTH_MAX)
    request_hash = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=40)
    memo_code = models.CharField(max_length=40)
    memo_numbers = models.JSONField(default=dict)
    source_kind = models.CharField(max_length=40, null=True)  # noqa: DJ001  # empty with source_id
    source_id = models.UUIDField(null=True)
    effective_on = models.DateField()
    posted_at = models.DateTimeField(db_default=Now())
    posted_by = TenantKey("unions.Membership", on_delete=models.PROTECT, related_name="+")
    reverses = TenantKey(
        "commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="reversed_by", null=True
    )
    transaction_id = models.BigIntegerField()
    epoch = models.PositiveSmallIntegerField(db_default=1)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "key"], name="journal_entry_key_once"),
            models.UniqueConstraint(
                fields=["union", "reverses"],
                condition=models.Q(reverses__isnull=False),
                name="journal_entry_reversed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__regex=r"^[a-z][a-z_]*$")
                & models.Q(memo_code__regex=r"^[a-z][a-z_]*$")
                & ~models.Q(key=""),
                name="journal_entry_codes_in_form",
            ),
            models.CheckConstraint(
                condition=models.Q(source_kind__isnull=True, source_id__isnull=True)
                | models.Q(source_kind__isnull=False, source_id__isnull=False),
                name="journal_entry_source_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_on__range=(EARLIEST_ON, LATEST_ON)),
                name="journal_entry_day_in_range",
            ),
        ]
        indexes = [
            models.Index(fields=["union", "effective_on"], name="journal_entry_by_day"),
            # The newest of one kind are found in a few steps, however full the month.
            models.Index(
                fields=["union", "kind", "effective_on", "id"], name="journal_entry_by_kind"
            ),
            models.Index(
                fields=["union", "epoch", "transaction_id", "id"], name="journal_entry_in_order"
            ),
            models.Index(
                fields=["union", "source_id"],
                condition=models.Q(source_id__isnull=False),
                name="journal_entry_by_source",
            ),
        ]

    def __str__(self) -> str:
        return self.key
