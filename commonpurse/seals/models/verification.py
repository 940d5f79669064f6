"""What a recount of the books has found."""

from django.db import models

from unions.tenancy.rows import TenantModel

WORDS_LENGTH_MAX = 400


class Verification(TenantModel):
    """The books up to a block were reckoned again; empty words say that all was whole."""

    block = models.BigIntegerField()
    entries = models.BigIntegerField()
    words = models.CharField(max_length=WORDS_LENGTH_MAX, blank=True)

    def __str__(self) -> str:
        return self.words or str(self.block)
