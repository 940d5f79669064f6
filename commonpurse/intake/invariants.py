"""What must always hold between the intake and the books."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils import timezone

from commonpurse.intake.models.incoming_payment import IncomingPayment
from commonpurse.intake.rules.incoming import IncomingState, entry_key
from commonpurse.ledger.queries import evidence
from commonpurse.ledger.rules.entry_kinds import EntryKind
from unions.invariants import Breach, invariant
from unions.schedule import is_on_time

WAITS_AT_MOST = timedelta(hours=1)
LOOKED_AT_ONCE = 500


@invariant("Money that the intake calls entered stands in the books, with its amount and day.")
def entered_stands_in_the_books() -> Iterator[Breach]:
    """Every entered row whose entry is missing or says something else."""
    rows = IncomingPayment.objects.filter(state=IncomingState.ENTERED).order_by("id")
    part = list(rows[:LOOKED_AT_ONCE])
    while part:
        yield from _differences(part)
        part = list(rows.filter(pk__gt=part[-1].pk)[:LOOKED_AT_ONCE])


@invariant("Nothing waits in the intake for more than an hour while work is on time.")
def nothing_waits_too_long() -> Iterator[Breach]:
    """Every row that waits though the courier is alive."""
    if not is_on_time():
        return
    late = timezone.now() - WAITS_AT_MOST
    rows = IncomingPayment.objects.filter(state=IncomingState.WAITING, created_at__lt=late)
    for row_id in rows.order_by("id").values_list("id", flat=True):
        yield Breach(f"incoming payment {row_id}", "has waited for more than an hour")


def _differences(rows: Sequence[IncomingPayment]) -> Iterator[Breach]:
    entries = evidence.entries([row.entry_id for row in rows if row.entry_id])
    for row in rows:
        place = f"incoming payment {row.pk}"
        entry = entries.get(row.entry_id) if row.entry_id else None
        if entry is None:
            yield Breach(place, "is called entered and has no entry")
            continue
        amounts = [-row.amount_minor, row.amount_minor]
        said = (
            entry.key,
            entry.kind,
            entry.effective_on,
            sorted(line.amount for line in entry.lines),
        )
        if said != (entry_key(row.pk), EntryKind.GIFT, row.received_on, amounts):
            yield Breach(place, "its entry says something else")
