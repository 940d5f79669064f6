"""Entries as they are put under seal, in the order of the books."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.rules import evidence as rules
from commonpurse.ledger.rules.evidence import Place, SealedEntry, SealedLine

_ENTRY = [name for name in SealedEntry._fields if name != "lines"]
_LINE = [
    "entry_id", "account_id", "unit_id", "amount", "account_seq", "balance_after", "effective_on"
]  # fmt: skip
_LINES_AT_ONCE = 2_000


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


def telling(ids: AbstractSet[UUID], hidden: AbstractSet[str]) -> set[UUID]:
    """Those of these entries whose balances would tell what few entries of `hidden` kinds did; one
    walk along the accounts that they touch."""
    touched = Posting.objects.filter(entry_id__in=ids).values("account_id").distinct()
    lines = (
        Posting.objects.filter(account_id__in=touched)
        .order_by("account_id", "account_seq")
        .values_list("account_id", "entry_id", Coalesce("entry__reverses__kind", "entry__kind"))
        .iterator(chunk_size=_LINES_AT_ONCE)
    )
    found = rules.telling((account, entry, kind in hidden) for account, entry, kind in lines)
    return {entry_id for entry_id in found if entry_id in ids}


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
    """These entries with their lines; two queries, read as plain values, since all of a union's
    books go through here every night."""
    lines: dict[UUID, list[SealedLine]] = {id_: [] for id_ in ids}
    for entry_id, *line in Posting.objects.filter(entry_id__in=ids).values_list(*_LINE):
        lines[entry_id].append(SealedLine._make(line))
    rows = JournalEntry.objects.filter(pk__in=ids).values_list(*_ENTRY)
    return {
        row[0]: SealedEntry._make([*row, bytes(hash_), tuple(lines[row[0]])])
        for *row, hash_ in rows
    }
