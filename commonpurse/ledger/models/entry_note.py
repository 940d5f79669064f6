"""People's words about an entry, and who stood by it: beside the books, so that they can go."""

from django.db import models

from commonpurse.ledger.rules.entries import WORDS_LENGTH_MAX
from unions.tenancy.rows import TenantKey, TenantModel


class EntryNote(TenantModel):
    """What the entry was for, in the words of whoever posted it, and the second keeper if any."""

    entry = TenantKey("commonpurse.JournalEntry", on_delete=models.PROTECT, related_name="notes")
    words = models.CharField(max_length=WORDS_LENGTH_MAX, blank=True)
    also_by = TenantKey("unions.Membership", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["union", "entry"], name="entry_note_once"),
        ]

    def __str__(self) -> str:
        return self.words
