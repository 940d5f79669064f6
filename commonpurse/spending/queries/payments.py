"""What is promised, who has approved it, what was paid."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Min, Q

from commonpurse.ledger.queries import journal_entries
from commonpurse.ledger.queries.journal_entries import EntrySheet
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN
from commonpurse.refusals import PurseRefused
from commonpurse.spending.guards.payments import (
    can_approve,
    can_pay,
    can_refuse,
    can_take_back,
    check_can_pay,
    check_can_take_back,
)
from commonpurse.spending.models.payment import (
    Payment,
    PaymentQuerySet,
    approvable_by,
    payable_by,
)
from commonpurse.spending.rules.approvals import PROMISED, PaymentState, keepers_needed
from commonpurse.spending.rules.wanted_payments import fingerprint
from unions.people.models.membership import Membership
from unions.refusals import NotFound

PAGE_ROWS_MAX = 50
SETTLED_ROWS = 10
SETTLED_PAGES_MAX = 50


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """What a higher subject may know about a payment: its references and where it stands."""

    id: UUID
    source_kind: str
    source_id: UUID | None
    need_kind: str
    need_id: UUID | None
    payee_id: UUID | None
    currency: str
    amount_minor: int
    state: PaymentState
    paid_on: date | None
    undone_on: date | None
    entry_id: UUID | None


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A payment as keepers see it on their desk."""

    id: UUID
    what: str
    payee: str
    fund: str
    need_kind: str
    need_id: UUID | None
    source_kind: str
    source_id: UUID | None
    currency: str
    amount_minor: int
    state: PaymentState
    keepers_needed: int
    requested_by: str
    requested_at: datetime
    first_by: str
    second_by: str
    refused_by: str
    refused_why: str
    paid_by: str
    paid_on: date | None
    way: str
    entry_id: UUID | None
    can_approve: bool
    can_pay: bool
    can_refuse: bool
    can_take_back: bool
    reversal_id: UUID | None
    undone_by: str
    undone_on: date | None
    # The one that was undone, which this one is instead of; and the one that is instead of this.
    replaces_id: UUID | None
    replaced_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class TakingBack:
    """A payment that a keeper would undo; `no` says why they cannot, empty where they can."""

    payment: DeskLine
    entry: EntrySheet
    no: str


@dataclass(frozen=True, slots=True)
class Payable:
    """All payments of one decision that this keeper can say are paid, oldest first; `fingerprint`
    stands for them. Minor units of `currency`, which all payments of a decision share."""

    lines: tuple[DeskLine, ...]
    total_minor: int
    currency: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class SourceDesk:
    """How many payments of one decision this keeper can take a step further at once."""

    kind: str
    id: UUID
    to_approve: int
    to_pay: int


def facts(payment_id: UUID) -> PaymentFacts | None:
    """One payment by its references; None if there is none in this union."""
    row = _with_reversals().filter(pk=payment_id).first()
    return None if row is None else _facts(row)


def for_need(source: Source, need_id: UUID) -> tuple[PaymentFacts, ...]:
    """The payments of a decision for one need, in the order in which they were made: each but the
    last one was undone."""
    rows = _with_reversals().of_source(source.kind, source.id).filter(need_id=need_id)
    return tuple(_facts(row) for row in rows.order_by("id"))


def of_source(kind: str, source_id: UUID) -> tuple[PaymentFacts, ...]:
    """All payments of one decision, oldest first."""
    rows = _with_reversals().of_source(kind, source_id)
    return tuple(_facts(row) for row in rows.order_by("id"))


def of_kind(source_kind: str) -> tuple[PaymentFacts, ...]:
    """All paid payments of one kind of decision, in the order of their days."""
    rows = Payment.objects.filter(source_kind=source_kind, state=PaymentState.PAID)
    return tuple(_facts(row) for row in rows.order_by("paid_on", "source_id", "id"))


def posted(source_kind: str) -> dict[UUID, bool]:
    """The payments of one kind of decision that stand in the books, and whether they were undone
    since."""
    rows = Payment.objects.filter(source_kind=source_kind, entry__isnull=False)
    return {row_id: reversal is not None for row_id, reversal in rows.values_list("id", "reversal")}


def desk(reader: Membership) -> tuple[DeskLine, ...]:
    """What waits for keepers, oldest first, at most PAGE_ROWS_MAX."""
    rows = _with_names().promised().order_by("id")[:PAGE_ROWS_MAX]
    return tuple(_line(row, reader) for row in rows)


def settled(reader: Membership, *, page: int = 1) -> tuple[tuple[DeskLine, ...], bool]:
    """What was paid, undone or refused last, newest first, SETTLED_ROWS for each page up to this
    one; and whether there are more."""
    count = SETTLED_ROWS * page
    rows = _with_names().exclude(state__in=PROMISED).order_by("-id")[: count + 1]
    found = tuple(_line(row, reader) for row in rows)
    return found[:count], len(found) > count and page < SETTLED_PAGES_MAX


def show(payment_id: UUID, reader: Membership) -> DeskLine | None:
    """One payment as on the desk; None if there is none in this union."""
    row = _with_names().filter(pk=payment_id).first()
    return None if row is None else _line(row, reader)


def taking_back(payment_id: UUID, by: Membership) -> TakingBack | None:
    """A payment that was said to be paid, with its entry; None for any other."""
    row = _with_names().filter(pk=payment_id).first()
    if row is None or row.entry_id is None:
        return None
    source = Source("payment", row.pk)
    sheet = journal_entries.reversal(row.entry_id, by=by, hidden=NOTHING_HIDDEN, source=source)
    if sheet is None:
        return None
    no = sheet.no
    try:
        check_can_take_back(row, by)
    except PurseRefused as refusal:
        no = str(refusal)
    return TakingBack(_line(row, by), sheet.entry, no)


def check_can_pay_now(payment_id: UUID, reader: Membership) -> None:
    """Raises NotAwaiting, OwnPayment where this keeper cannot say that it is paid, whatever the
    day; NotFound if there is none in this union."""
    row = Payment.objects.filter(pk=payment_id).first()
    if row is None:
        raise NotFound
    check_can_pay(row, reader)


def payable(source: Source, reader: Membership) -> Payable | None:
    """What of a decision this keeper can say is paid, oldest first; None if nothing is."""
    rows = _with_names().of_source(source.kind, source.id)
    ready = [*rows.filter(payable_by(reader.person_id)).order_by("id")]
    if not ready:
        return None
    return Payable(
        lines=tuple(_line(row, reader) for row in ready),
        total_minor=sum(row.amount_minor for row in ready),
        currency=ready[0].currency,
        fingerprint=fingerprint((row.pk, row.amount_minor) for row in ready),
    )


def exist_for(source: Source) -> bool:
    """Whether this decision brought payments about."""
    return Payment.objects.of_source(source.kind, source.id).exists()


def sources(lines: tuple[DeskLine, ...], reader: Membership) -> tuple[SourceDesk, ...]:
    """The decisions behind these lines of which more than one payment waits and this keeper can
    take some further; with all that wait, also those for which the desk has no room."""
    ids = {line.source_id for line in lines if line.source_id is not None}
    if not ids:
        return ()
    approvable = approvable_by(reader.person_id, reader.pk)
    rows = (
        Payment.objects.promised()
        .filter(source_id__in=ids)
        .values_list("source_kind", "source_id")
        .annotate(
            to_approve=Count("id", filter=approvable),
            to_pay=Count("id", filter=payable_by(reader.person_id)),
            waiting=Count("id"),
            first=Min("created_at"),
        )
        .filter(waiting__gt=1)
        .order_by("first", "source_id")
    )
    return tuple(SourceDesk(*row[:4]) for row in rows if row[2] or row[3])


def waiting_for(reader: Membership) -> int:
    """How many payments this keeper can approve or pay now."""
    mine = approvable_by(reader.person_id, reader.pk) | payable_by(reader.person_id)
    return Payment.objects.filter(mine).count()


def unpaid(last_on: date) -> int:
    """How many payments were promised by a day, are approved, and not paid yet."""
    first = Q(replaces=None, created_at__date__lte=last_on)
    again = Q(replaces__reversal__effective_on__lte=last_on)
    return Payment.objects.filter(first | again, state=PaymentState.APPROVED).count()


def _with_names() -> PaymentQuerySet:
    return Payment.objects.select_related(
        "payee",
        "fund",
        "requested_by__person",
        "first_by__person",
        "second_by__person",
        "refused_by__person",
        "paid_by__person",
        "reversal__posted_by__person",
    ).annotate(again_id=F("replaced_by__id"))


def _with_reversals() -> PaymentQuerySet:
    return Payment.objects.select_related("reversal")


def _name(membership: Membership | None) -> str:
    return "" if membership is None else membership.person.display_name


def _facts(row: Payment) -> PaymentFacts:
    return PaymentFacts(
        id=row.pk,
        source_kind=row.source_kind,
        source_id=row.source_id,
        need_kind=row.need_kind,
        need_id=row.need_id,
        payee_id=row.payee_id,
        currency=row.currency,
        amount_minor=row.amount_minor,
        state=PaymentState(row.state),
        paid_on=row.paid_on,
        undone_on=row.reversal.effective_on if row.reversal else None,
        entry_id=row.entry_id,
    )


def _line(row: Payment, reader: Membership) -> DeskLine:
    return DeskLine(
        id=row.pk,
        what=row.words,
        payee=row.payee.display_name if row.payee else row.payee_words,
        fund=row.fund.name if row.fund else "",
        need_kind=row.need_kind,
        need_id=row.need_id,
        source_kind=row.source_kind,
        source_id=row.source_id,
        currency=row.currency,
        amount_minor=row.amount_minor,
        state=PaymentState(row.state),
        keepers_needed=keepers_needed(row.amount_minor, row.two_keys_minor),
        requested_by=_name(row.requested_by),
        requested_at=row.created_at,
        first_by=_name(row.first_by),
        second_by=_name(row.second_by),
        refused_by=_name(row.refused_by),
        refused_why=row.refused_why,
        paid_by=_name(row.paid_by),
        paid_on=row.paid_on,
        way=row.way,
        entry_id=row.entry_id,
        can_approve=can_approve(row, reader),
        can_pay=can_pay(row, reader),
        can_refuse=can_refuse(row),
        can_take_back=can_take_back(row, reader),
        reversal_id=row.reversal_id,
        undone_by=_name(row.reversal.posted_by) if row.reversal else "",
        undone_on=row.reversal.effective_on if row.reversal else None,
        replaces_id=row.replaces_id,
        replaced_by_id=row.again_id,  # type: ignore[attr-defined]  # annotated
    )
