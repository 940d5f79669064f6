"""Promising, approving, refusing and paying."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import KeyUsed
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Source, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.spending import news
from commonpurse.spending.actions.promises import (
    Earmark,
    earmark,
    home_of,
    move,
    promise_back,
)
from commonpurse.spending.guards.payments import (
    can_approve,
    check_can_approve,
    check_can_pay,
    check_can_refuse,
    check_can_take_back,
    check_day,
)
from commonpurse.spending.models.payment import Payment, PaymentQuerySet, payable_by
from commonpurse.spending.models.set_aside import SetAside
from commonpurse.spending.refusals import (
    BadPayment,
    NoReason,
    NotAwaiting,
    PaymentsChanged,
    SourceUsed,
)
from commonpurse.spending.rules.approvals import AMOUNT_MINOR_MAX, PaymentState, after_approval
from commonpurse.spending.rules.wanted_payments import (
    NewSpend,
    PaymentLine,
    are_sound,
    fingerprint,
)
from unions.founding.actions import audit_events
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound


@transaction.atomic
def commit(
    *, source: Source, lines: Sequence[PaymentLine], currency: str, by: Membership
) -> tuple[UUID, ...]:
    """Promises the money of a decision once, and makes one payment per line, in order.

    Amounts in minor units of `currency`. A repeat answers with the payments that stand already.
    Raises NothingFree, PurseTooSmall, BadPayment, SourceUsed.
    """
    if not are_sound(lines):
        raise BadPayment
    standing = _standing_for(source, lines)
    if standing:
        return standing
    purse = accounts.open_purse(currency=currency, by=by)
    posted = earmark(
        earmark=Earmark(
            key=f"commit:{source.kind}:{source.id}",
            kind=EntryKind.PROMISE,
            source=source,
            currency=currency,
            lines=_earmark_lines(purse, lines),
            count=len(lines),
        ),
        by=by,
    )
    if posted.replayed:
        return _standing_for(source, lines)
    _take_from_set_asides(lines, currency)
    limit = union_policies.whole("payment.two_keys_minor")
    made = Payment.objects.bulk_create(
        [_payment_of(line, source, currency, limit, by) for line in lines]
    )
    audit_events.record(
        act="payments.committed",
        object_kind=source.kind,
        object_id=source.id,
        by_id=by.pk,
        detail={"payments": len(made)},
    )
    return tuple(payment.pk for payment in made)


@transaction.atomic
def request(*, spend: NewSpend, by: Membership) -> Payment:
    """Asks for a payment outside of rounds, and promises its money; harmless when repeated.

    Raises NothingFree, PurseTooSmall, BadPayment, NotFound for an unknown fund, FundClosed, KeyUsed
    for a repeat that asks for something else.
    """
    known = _asked_before(spend, by)
    if known is not None:
        return known
    if not 0 < spend.amount_minor <= AMOUNT_MINOR_MAX or not spend.words.strip():
        raise BadPayment
    purse = accounts.open_purse(currency=spend.currency, by=by)
    home = home_of(fund_id=spend.fund_id, purse=purse, by=by)
    try:
        with transaction.atomic():
            payment = _new_spend(spend, by)
    except IntegrityError:
        # Somebody sent the same meanwhile; whatever else it was goes on as it is.
        known = _asked_before(spend, by)
        if known is None:
            raise
        return known
    asked = Earmark(
        key=f"commit:payment:{payment.pk}",
        kind=EntryKind.PROMISE,
        source=Source("payment", payment.pk),
        currency=spend.currency,
        lines=moving(spend.amount_minor, out_of=home, into=purse.commitment),
        words=payment.words,
    )
    if payment.fund_id is None:
        earmark(earmark=asked, by=by)
    else:
        move(earmark=asked, by=by)
    return payment


@transaction.atomic
def approve(*, payment_id: UUID, by: Membership) -> Payment:
    """One keeper's yes; raises NotAwaiting, OwnPayment, SameKeeper, NotFound."""
    payment = _lock(payment_id)
    check_can_approve(payment, by)
    return _approve(payment, by)


@transaction.atomic
def approve_all(*, source: Source, by: Membership) -> int:
    """One keeper's yes to all payments of a decision that they may approve; how many.

    Raises NotFound for a source that brought no payments about.
    """
    rows = _all_of(source).awaiting_approval()
    ready = [row for row in rows.select_for_update().order_by("id") if can_approve(row, by)]
    for payment in ready:
        _approve(payment, by)
    return len(ready)


@transaction.atomic
def refuse(*, payment_id: UUID, why: str, by: Membership) -> Payment:
    """Takes a promised payment back into the purse, with a reason; raises NotAwaiting, NoReason,
    NotFound."""
    payment = _lock(payment_id)
    check_can_refuse(payment)
    if not why.strip():
        raise NoReason
    promise_back(payment=payment, effective_on=timezone.localdate(), by=by)
    payment.state = PaymentState.REFUSED
    payment.refused_by, payment.refused_at = by, timezone.now()
    payment.refused_why = why.strip()[:120]
    payment.save()
    _record("payment.refused", payment, by)
    news.payment_refused.announce(payment_id=payment.pk)
    return payment


@transaction.atomic
def take_back(
    *, payment_id: UUID, why: str, effective_on: date, key: str = "", by: Membership
) -> Payment:
    """Undoes what was only said to be paid: the payment is reversed in the books. What was decided
    for a person stays promised to them and waits to be paid again, as a new row. Any other money
    goes back to where it was promised from, and is asked for anew. Sent again under the same `key`
    it changes nothing.

    Raises NotAwaiting, OwnPayment, NotFound, and what `journal_entries.reverse` raises.
    """
    payment = _lock(payment_id)
    if payment.state != PaymentState.UNDONE:
        check_can_take_back(payment, by)
    if payment.entry_id is None:
        raise NotAwaiting
    posted = journal_entries.reverse(
        entry_id=payment.entry_id,
        why=why,
        effective_on=effective_on,
        key=key,
        source=Source("payment", payment.pk),
        by=by,
    )
    if posted.replayed:
        return payment
    payment.state, payment.reversal_id = PaymentState.UNDONE, posted.entry_id
    payment.save()
    if payment.need_id is None:
        promise_back(payment=payment, effective_on=effective_on, by=by)
    else:
        _record("payment.waits_again", _wait_again(payment), by)
    _record("payment.taken_back", payment, by)
    news.payment_undone.announce(payment_id=payment.pk)
    return payment


@transaction.atomic
def pay(*, payment_id: UUID, way: Way, paid_on: date, by: Membership) -> Payment:
    """Posts the payment: what was promised leaves the purse. Raises NotAwaiting, OwnPayment,
    DayNotCome, PaidTooEarly, MonthClosed, NotFound."""
    payment = _lock(payment_id)
    check_can_pay(payment, by)
    return _pay(payment, way, paid_on, by)


@transaction.atomic
def pay_all(*, source: Source, shown: str, way: Way, paid_on: date, by: Membership) -> int:
    """Pays all approved payments of a decision that this keeper may pay; how many.

    They are the payments that the keeper was `shown` (`fingerprint` of these), or nothing is paid.
    Raises PaymentsChanged, DayNotCome, PaidTooEarly, MonthClosed, NotFound for a source that
    brought no payments about.
    """
    rows = _all_of(source).filter(payable_by(by.person_id))
    ready = [*rows.select_for_update().order_by("id")]
    if shown != fingerprint((payment.pk, payment.amount_minor) for payment in ready):
        raise PaymentsChanged
    for payment in ready:
        _pay(payment, way, paid_on, by)
    return len(ready)


def _asked_before(spend: NewSpend, by: Membership) -> Payment | None:
    """The payment that stands for this sending; raises KeyUsed if it is another one."""
    known = Payment.objects.filter(client_id=spend.client_id).first()
    if known is None:
        return None
    kept = (known.words, known.payee_words, known.amount_minor, known.currency, known.fund_id)
    said = (spend.words.strip(), spend.payee_words.strip(), spend.amount_minor)
    if (*kept, known.requested_by_id) != (*said, spend.currency, spend.fund_id, by.pk):
        raise KeyUsed
    return known


def _new_spend(spend: NewSpend, by: Membership) -> Payment:
    return Payment.objects.create(
        client_id=spend.client_id,
        words=spend.words.strip(),
        payee_words=spend.payee_words.strip(),
        fund_id=spend.fund_id,
        currency=spend.currency,
        amount_minor=spend.amount_minor,
        two_keys_minor=union_policies.whole("payment.two_keys_minor"),
        requested_by=by,
    )


def _all_of(source: Source) -> PaymentQuerySet:
    rows = Payment.objects.of_source(source.kind, source.id)
    if not rows.exists():
        raise NotFound
    return rows


def _lock(payment_id: UUID) -> Payment:
    payment = Payment.objects.select_for_update().filter(pk=payment_id).first()
    if payment is None:
        raise NotFound
    return payment


def _approve(payment: Payment, by: Membership) -> Payment:
    if payment.first_by_id is None:
        payment.first_by, payment.first_at = by, timezone.now()
    else:
        payment.second_by, payment.second_at = by, timezone.now()
    payment.state = after_approval(
        PaymentState(payment.state),
        amount_minor=payment.amount_minor,
        two_keys_minor=payment.two_keys_minor,
    )
    payment.save()
    _record("payment.approved", payment, by)
    return payment


def _pay(payment: Payment, way: Way, paid_on: date, by: Membership) -> Payment:
    check_day(payment, paid_on)
    purse = accounts.open_purse(currency=payment.currency, by=by)
    outside = purse.bank if way is Way.BANK else purse.cash
    kind = EntryKind.NEED_PAYMENT if payment.payee_id else EntryKind.SPEND
    posted = journal_entries.post(
        entry=Draft(
            key=f"pay:{payment.pk}",
            kind=kind,
            memo=Memo(kind, words=payment.words, also_by_id=_second_keeper(payment, by)),
            effective_on=paid_on,
            lines=moving(payment.amount_minor, out_of=purse.commitment, into=outside),
            source=Source("payment", payment.pk),
        ),
        by=by,
    )
    payment.state, payment.entry_id = PaymentState.PAID, posted.entry_id
    payment.paid_by, payment.paid_on, payment.way = by, paid_on, way
    payment.save()
    _record("payment.paid", payment, by)
    news.payment_paid.announce(payment_id=payment.pk)
    return payment


def _wait_again(undone: Payment) -> Payment:
    """The same payment once more, asked for and approved as it was."""
    kept = (
        "source_kind", "source_id", "need_kind", "need_id", "payee_id", "currency", "amount_minor",
        "two_keys_minor", "requested_by_id", "first_by_id", "first_at", "second_by_id", "second_at",
    )  # fmt: skip
    return Payment.objects.create(
        **{name: getattr(undone, name) for name in kept},
        state=PaymentState.APPROVED,
        replaces=undone,
    )


def _second_keeper(payment: Payment, by: Membership) -> UUID | None:
    """The approver who stands beside the keeper who pays."""
    approvers = (payment.first_by_id, payment.second_by_id)
    return next((keeper for keeper in approvers if keeper and keeper != by.pk), None)


def _record(act: str, payment: Payment, by: Membership) -> None:
    audit_events.record(act=act, object_kind="payment", object_id=payment.pk, by_id=by.pk)


def _standing_for(source: Source, lines: Sequence[PaymentLine]) -> tuple[UUID, ...]:
    """The payments that this source brought about before, in the order of `lines`; raises
    SourceUsed if they are others."""
    rows = Payment.objects.of_source(source.kind, source.id).standing()
    known = {row.need_id: row for row in rows}
    if not known:
        return ()
    asked = {line.need.id: (line.payee_id, line.amount_minor) for line in lines}
    if asked != {need: (row.payee_id, row.amount_minor) for need, row in known.items()}:
        raise SourceUsed
    return tuple(known[line.need.id].pk for line in lines)


def _earmark_lines(purse: PurseAccounts, lines: Sequence[PaymentLine]) -> tuple[Line, ...]:
    kept = sum(line.from_set_aside_minor for line in lines)
    total = sum(line.amount_minor for line in lines)
    moved = (
        Line(purse.commitment, total),
        Line(purse.set_aside, -kept),
        Line(purse.purse, kept - total),
    )
    return tuple(line for line in moved if line.amount)


def _take_from_set_asides(lines: Sequence[PaymentLine], currency: str) -> None:
    for line in sorted(lines, key=lambda line: line.need.id):
        if not line.from_set_aside_minor:
            continue
        row = (
            SetAside.objects.select_for_update()
            .filter(need_kind=line.need.kind, need_id=line.need.id, currency=currency)
            .first()
        )
        if row is None or row.amount_minor < line.from_set_aside_minor:
            raise BadPayment
        row.amount_minor -= line.from_set_aside_minor
        row.save()


def _payment_of(
    line: PaymentLine, source: Source, currency: str, two_keys_minor: int, by: Membership
) -> Payment:
    return Payment(
        source_kind=source.kind,
        source_id=source.id,
        need_kind=line.need.kind,
        need_id=line.need.id,
        payee_id=line.payee_id,
        currency=currency,
        amount_minor=line.amount_minor,
        two_keys_minor=two_keys_minor,
        requested_by=by,
    )
