"""Whether a payment may take its next step, and if not, why."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commonpurse.ledger.refusals import DayNotCome
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.refusals import (
    NotAwaiting,
    OwnPayment,
    PaidTooEarly,
    SameKeeper,
)
from commonpurse.spending.rules.approvals import AWAITING, PaymentState
from unions.people.models.membership import Membership
from unions.templatetags.moments import full_day


def check_can_approve(payment: Payment, by: Membership) -> None:
    """Two different keepers, neither of them the payee; raises NotAwaiting, OwnPayment,
    SameKeeper."""
    if payment.state not in AWAITING:
        raise NotAwaiting
    _check_not_payee(payment, by)
    if payment.first_by_id == by.pk:
        raise SameKeeper


def can_approve(payment: Payment, by: Membership) -> bool:
    """Whether check_can_approve would be silent."""
    return (
        payment.state in AWAITING
        and payment.payee_id != by.person_id
        and payment.first_by_id != by.pk
    )


def check_can_pay(payment: Payment, by: Membership) -> None:
    """Approved by enough keepers, and not paid by the payee; raises NotAwaiting, OwnPayment."""
    _check_move(payment, PaymentState.PAID)
    _check_not_payee(payment, by)


def can_pay(payment: Payment, by: Membership) -> bool:
    """Whether check_can_pay would be silent."""
    return payment.state == PaymentState.APPROVED and payment.payee_id != by.person_id


def check_day(payment: Payment, paid_on: date) -> None:
    """Not after today, and not before the money was promised, or came back, or what is promised
    would have been less than nothing between the two; raises DayNotCome, PaidTooEarly."""
    if paid_on > timezone.localdate():
        raise DayNotCome
    if paid_on < payment.promised_on:
        words = _("The money for %(name)s was promised on %(day)s: it is not paid before that.")
        if payment.replaces_id is not None:
            words = _("The money for %(name)s came back on %(day)s: it is not paid before that.")
        raise PaidTooEarly(words % {"name": payment.whose, "day": full_day(payment.promised_on)})


def check_can_refuse(payment: Payment) -> None:
    """Not paid and not refused yet; raises NotAwaiting."""
    _check_move(payment, PaymentState.REFUSED)


def can_refuse(payment: Payment) -> bool:
    """Whether check_can_refuse would be silent."""
    return payment.MOVES.allow(payment.state, PaymentState.REFUSED)


def check_can_take_back(payment: Payment, by: Membership) -> None:
    """Paid, and not to the keeper who says that it was not; raises NotAwaiting, OwnPayment."""
    _check_move(payment, PaymentState.UNDONE)
    _check_not_payee(payment, by)


def can_take_back(payment: Payment, by: Membership) -> bool:
    """Whether check_can_take_back would be silent."""
    allowed = payment.MOVES.allow(payment.state, PaymentState.UNDONE)
    return allowed and payment.payee_id != by.person_id


def _check_move(payment: Payment, to: PaymentState) -> None:
    if not payment.MOVES.allow(payment.state, to):
        raise NotAwaiting


def _check_not_payee(payment: Payment, by: Membership) -> None:
    if payment.payee_id == by.person_id:
        raise OwnPayment
