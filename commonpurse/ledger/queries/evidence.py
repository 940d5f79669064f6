"""Entries as they are put under seal, in the order of the books."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules.evidence import Place, SealedEntry, SealedLine


def counts() -> tuple[int, int]:
    """How many entries and how many lines there are."""
    return JournalEntry.objects.count(), Posting.objects.count()


def place_of(entry_id: UUID) -> Place | None:
    """Where an entry stands; None if there is none of this id here."""
    rows = JournalEntry.objects.filter(pk=entry_id)
    return rows.values_list("epoch", "transaction_id", "id").first()


def ids_up_to(place: Place) -> set[UUID]:
    """All entries that stand at this place or before."""
    return set(JournalEntry.objects.exclude(_behind(place)).values_list("id", flat=True))


def count_up_to(place: Place) -> int:
    """How many entries stand at this place or before."""
    return JournalEntry.objects.exclude(_behind(place)).count()


def first_behind(place: Place | None, *, posted_before: datetime) -> UUID | None:
    """The first entry behind a place that was posted before a moment; None if there is none."""
    late = JournalEntry.objects.filter(posted_at__lt=posted_before)
    if place is not None:
        late = late.filter(_behind(place))
    found = late.order_by("epoch", "transaction_id", "id").values_list("id", flat=True)
    return found.first()


def _behind(place: Place) -> Q:
    epoch, transaction_id, entry_id = place
    return (
        Q(epoch__gt=epoch)
        | Q(epoch=epoch, transaction_id__gt=transaction_id)
        | Q(epoch=epoch, transaction_id=transaction_id, id__gt=entry_id)
    )


def ids_between(first_on: date, last_on: date) -> dict[UUID, str]:
    """The entries of a time, both days included, each with the kind of its story: that of the
    reversed entry where it is a reversal."""
    rows = JournalEntry.objects.filter(effective_on__range=(first_on, last_on))
    return dict(rows.values_list("id", Coalesce("reverses__kind", "kind")))


def sums_before(day: date) -> dict[UUID, int]:
    """What each account held at the start of a day, by its lines; an account without any is left
    out."""
    rows = Posting.objects.filter(effective_on__lt=day).values_list("account_id")
    return dict(rows.annotate(total=Sum("amount")))


def accounts() -> list[dict[str, object]]:
    """All accounts as they were opened, with code and digits of their unit."""
    rows = Account.objects.select_related("unit").order_by("code")
    return [
        {
            "id": str(row.pk),
            "code": row.code,
            "kind": row.kind,
            "name": row.name,
            "unit": {"id": str(row.unit_id), "code": row.unit.code, "scale": row.unit.scale},
        }
        for row in rows
    ]


def entries(ids: Sequence[UUID]) -> dict[UUID, SealedEntry]:
    """These entries with their lines; two queries."""
    rows = list(JournalEntry.objects.filter(pk__in=ids))
    lines: dict[UUID, list[SealedLine]] = {row.pk: [] for row in rows}
    for line in Posting.objects.filter(entry_id__in=ids):
        lines[line.entry_id].append(
            SealedLine(
                account_id=line.account_id,
                unit_id=line.unit_id,
                amount=line.amount,
                number=line.account_seq,
                balance_after=line.balance_after,
                effective_on=line.effective_on,
            )
        )
    return {row.pk: _sealed(row, lines[row.pk]) for row in rows}


def _sealed(row: JournalEntry, lines: list[SealedLine]) -> SealedEntry:
    return SealedEntry(
        id=row.pk,
        key=row.key,
        kind=row.kind,
        memo_code=row.memo_code,
        memo_numbers=dict(row.memo_numbers),
        source_kind=row.source_kind,
        source_id=row.source_id,
        effective_on=row.effective_on,
        posted_at=row.posted_at,
        posted_by_id=row.posted_by_id,
        reverses_id=row.reverses_id,
        epoch=row.epoch,
        transaction_id=row.transaction_id,
        request_hash=bytes(row.request_hash),
        lines=tuple(lines),
    )
