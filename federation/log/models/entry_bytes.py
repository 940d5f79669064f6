"""The exact bytes of a line of our log."""

from django.db import models

from federation.log.models.log_entry import LogEntry


class EntryBytes(models.Model):
    """Emptied by erasure; the tree stays."""

    entry = models.OneToOneField(
        LogEntry, primary_key=True, on_delete=models.PROTECT, related_name="bytes"
    )
    line = models.BinaryField(max_length=16_384)

    def __str__(self) -> str:
        """The place of the line."""
        return str(self.entry_id)
