"""Keeping what programs tell, entering it batch by batch, putting aside what cannot be entered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from commonpurse.intake import news
from commonpurse.intake.models.incoming_payment import REASON_LENGTH_MAX, IncomingPayment
from commonpurse.intake.refusals import BadItem, ItemKeyUsed, NoReason, SendingUsed, WrongNumber
from commonpurse.intake.rules.incoming import (
    BATCH_ROWS_MAX,
    ITEMS_MAX,
    IncomingState,
    NewIncoming,
    Obstacle,
    entry_key,
    flaw_of,
)
from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts, purse_currencies
from commonpurse.ledger.queries.journal_entries import words_beside
from commonpurse.ledger.refusals import BadDay, BadLines, MonthClosed, UnknownAccount
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.refusals import PurseRefused
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.tenancy.scopes import current
from unions.tenancy.turns import take_turn

_OBSTACLES: dict[type[PurseRefused], Obstacle] = {
    MonthClosed: Obstacle.MONTH_CLOSED,
    UnknownAccount: Obstacle.ACCOUNT_CLOSED,
    BadLines: Obstacle.AMOUNT,
    BadDay: Obstacle.DAY,
}
# The words go where the entry is: beside the books, and out of here.
_ENTER = (
    "UPDATE commonpurse_incomingpayment AS i "
    "SET state = 'entered', entry_id = posted.entry_id, words = '' "
    "FROM unnest(%s::uuid[], %s::uuid[]) AS posted(id, entry_id) "
    "WHERE i.union_id = %s AND i.id = posted.id AND i.state = 'waiting'"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """The row that stands for an item; `replayed` if it stood before this call."""

    id: UUID
    key: str
    state: IncomingState
    replayed: bool


@transaction.atomic
def take_in(*, items: Sequence[NewIncoming], sending: str, by: Membership) -> list[Taken]:
    """Keeps money that came in, all items or none, in one insert; the books follow by themselves.

    Answers in the order of `items`. An item whose key is known with the same content answers with
    the row that stands. `sending` is the sender's name for this request: under it no other items
    are taken. Raises WrongNumber, BadItem, ItemKeyUsed, SendingUsed.
    """
    _check(items, by)
    take_turn(f"{by.pk}:incoming_payment.told:{sending}")
    asked = {item.key for item in items}
    sent = IncomingPayment.objects.filter(told_by=by, sending=sending)
    before = set(sent.values_list("key", flat=True))
    if before and not before <= asked <= _known(asked):
        raise SendingUsed
    fresh = [_row(item, sending, by) for item in items]
    # In the order of their keys: two sendings that share keys never wait for each other in a ring.
    IncomingPayment.objects.bulk_create(
        sorted(fresh, key=lambda row: row.key), ignore_conflicts=True
    )
    standing = {row.key: row for row in IncomingPayment.objects.filter(key__in=asked)}
    _check_same(items, standing)
    made = {row.pk for row in fresh} & {row.pk for row in standing.values()}
    if made:
        news.money_waits.announce(incoming_id=min(made))
        audit_events.record(
            act="incoming_payment.told",
            object_kind="incoming_payment",
            object_id=min(made),
            by_id=by.pk,
            detail={"items": len(made)},
        )
    rows = [standing[item.key] for item in items]
    return [Taken(row.pk, row.key, IncomingState(row.state), row.pk not in made) for row in rows]


@transaction.atomic
def drain() -> int:
    """Enters the oldest that wait, BATCH_ROWS_MAX at most, and announces that more may wait;
    done by the program. How many it took up.

    What another worker has in its hands is left to it; what the books refuse says why and holds
    nothing up.
    """
    rows = list(
        IncomingPayment.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(state=IncomingState.WAITING)
        .select_related("told_by__union")
        .order_by("id")[:BATCH_ROWS_MAX]
    )
    for by, told in _by_keeper(rows):
        _enter(told, by)
    if len(rows) == BATCH_ROWS_MAX:
        news.money_waits.announce(incoming_id=rows[-1].pk)
    return len(rows)


@transaction.atomic
def put_aside(*, incoming_id: UUID, why: str, by: Membership) -> IncomingPayment:
    """A keeper's word that what the books refused is settled otherwise. Raises NoReason,
    MoveRefused, NotFound."""
    row = IncomingPayment.objects.select_for_update().filter(pk=incoming_id).first()
    if row is None:
        raise NotFound
    if not why.strip():
        raise NoReason
    row.MOVES.require(row.state, IncomingState.PUT_ASIDE)
    row.state = IncomingState.PUT_ASIDE
    row.put_aside_by, row.put_aside_at = by, timezone.now()
    row.put_aside_why = why.strip()[:REASON_LENGTH_MAX]
    row.save()
    audit_events.record(
        act="incoming_payment.put_aside",
        object_kind="incoming_payment",
        object_id=row.pk,
        by_id=by.pk,
    )
    return row


def _known(keys: set[str]) -> set[str]:
    return set(IncomingPayment.objects.filter(key__in=keys).values_list("key", flat=True))


def _check(items: Sequence[NewIncoming], by: Membership) -> None:
    if not 0 < len(items) <= ITEMS_MAX:
        raise WrongNumber
    currencies, today = {*purse_currencies(), by.union.currency}, timezone.localdate()
    for number, item in enumerate(items, 1):
        flaw = flaw_of(item, currencies=currencies, today=today)
        if flaw is not None:
            raise BadItem(number, flaw)


def _row(item: NewIncoming, sending: str, by: Membership) -> IncomingPayment:
    return IncomingPayment(
        key=item.key,
        sending=sending,
        currency=item.currency,
        amount_minor=item.amount_minor,
        way=item.way,
        received_on=item.received_on,
        words=item.words,
        told_by=by,
    )


def _check_same(items: Sequence[NewIncoming], standing: dict[str, IncomingPayment]) -> None:
    """Each item must be what stands under its key; words that were erased say nothing."""
    entries = {row.entry_id for row in standing.values() if row.entry_id}
    beside = words_beside(entries) if entries else {}
    for number, item in enumerate(items, 1):
        row = standing[item.key]
        kept = (row.currency, row.amount_minor, row.way, row.received_on)
        if kept != (item.currency, item.amount_minor, item.way, item.received_on):
            raise ItemKeyUsed(number)
        words = beside.get(row.entry_id) if row.entry_id else row.words
        if words is not None and words != item.words:
            raise ItemKeyUsed(number)


def _by_keeper(
    rows: Sequence[IncomingPayment],
) -> Iterator[tuple[Membership, list[IncomingPayment]]]:
    """Rows under the name of whoever told them, each keeper's in the order of their ids."""
    ordered = sorted(rows, key=lambda row: (row.told_by_id, row.pk))
    for _, told in groupby(ordered, key=lambda row: row.told_by_id):
        of_keeper = list(told)
        yield of_keeper[0].told_by, of_keeper


def _enter(rows: Sequence[IncomingPayment], by: Membership) -> None:
    """All at once; if the books refuse that, half by half, until what they refuse stands alone."""
    try:
        with transaction.atomic():
            _post(rows, by)
    except PurseRefused as refusal:
        if len(rows) == 1:
            _refuse(rows[0], refusal)
            return
        middle = len(rows) // 2
        _enter(rows[:middle], by)
        _enter(rows[middle:], by)


def _post(rows: Sequence[IncomingPayment], by: Membership) -> None:
    purses = {
        currency: accounts.open_purse(currency=currency, by=by)
        for currency in sorted({row.currency for row in rows})
    }
    posted = journal_entries.post_many(
        entries=[_draft(row, purses[row.currency]) for row in rows], by=by
    )
    with connection.cursor() as cursor:
        ids, entries = [row.pk for row in rows], [entry.entry_id for entry in posted]
        cursor.execute(_ENTER, [ids, entries, current().union_id])


def _draft(row: IncomingPayment, purse: PurseAccounts) -> Draft:
    outside = purse.bank if row.way == Way.BANK else purse.cash
    return Draft(
        key=entry_key(row.pk),
        kind=EntryKind.GIFT,
        memo=Memo(EntryKind.GIFT, words=row.words),
        effective_on=row.received_on,
        lines=moving(row.amount_minor, out_of=outside, into=purse.purse),
    )


def _refuse(row: IncomingPayment, refusal: PurseRefused) -> None:
    row.MOVES.require(row.state, IncomingState.REFUSED)
    row.state = IncomingState.REFUSED
    row.obstacle = _OBSTACLES.get(type(refusal), Obstacle.OTHER)
    row.save(update_fields=["state", "obstacle"])
