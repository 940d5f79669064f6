"""What must always hold for what people gave."""

from collections.abc import Iterator

from django.db.models import F, Q

from provisioning.contributions.models.contribution import Contribution
from unions.invariants import Breach, invariant


@invariant("A reversal takes back exactly what its entry gave.")
def reversals_mirror_their_entries() -> Iterator[Breach]:
    """Reversals that differ from their entry in anything but the sign."""
    rows = Contribution.objects.exclude(reverses=None).exclude(
        reverses__reverses=None,
        reverses__person_id=F("person_id"),
        reverses__kind=F("kind"),
        reverses__unit=F("unit"),
        reverses__given_on=F("given_on"),
        reverses__quantity=-F("quantity"),
    )
    for contribution_id in rows.values_list("id", flat=True):
        yield Breach(f"contribution {contribution_id}", "does not mirror the entry it takes back")


@invariant("What someone gave is confirmed by a second person.")
def nobody_confirms_their_own() -> Iterator[Breach]:
    """Entries that their giver, or whoever logged them, confirmed."""
    rows = Contribution.objects.filter(
        Q(seen_by__person_id=F("person_id")) | Q(seen_by_id=F("logged_by_id"))
    )
    for contribution_id in rows.values_list("id", flat=True):
        yield Breach(f"contribution {contribution_id}", "was confirmed by the one who gave it")
