"""Moving money between the purse and what is promised or set aside; used by its neighbours."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commonpurse.ledger.actions import accounts, funds, journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Posted, Source, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.queries import availability
from commonpurse.spending.refusals import NothingFree
from unions.people.models.membership import Membership


@dataclass(frozen=True, slots=True)
class Earmark:
    """Money that changes its place inside the purse, in one entry."""

    key: str
    kind: EntryKind
    source: Source | None
    currency: str
    lines: tuple[Line, ...]
    count: int = 1
    words: str = ""


@transaction.atomic
def earmark(*, earmark: Earmark, by: Membership) -> Posted:
    """Posts the entry, then looks whether what is free is still not negative: the posting holds
    the lock of the purse's row, so nobody else can spend in between. Raises NothingFree,
    PurseTooSmall."""
    posted = move(earmark=earmark, by=by)
    if not posted.replayed and availability.sheet(earmark.currency).free < 0:
        raise NothingFree
    return posted


@transaction.atomic
def move(*, earmark: Earmark, by: Membership) -> Posted:
    """Posts the entry where it takes nothing of what is free. Raises PurseTooSmall."""
    return journal_entries.post(
        entry=Draft(
            key=earmark.key,
            kind=earmark.kind,
            memo=Memo(earmark.kind, {"count": earmark.count}, words=earmark.words),
            effective_on=timezone.localdate(),
            lines=earmark.lines,
            source=earmark.source,
        ),
        by=by,
    )


@transaction.atomic
def promise_back(*, payment: Payment, effective_on: date, by: Membership) -> Posted:
    """Takes a payment's money back to where it was promised from; once for each payment."""
    purse = accounts.open_purse(currency=payment.currency, by=by)
    home = home_of(fund_id=payment.fund_id, purse=purse, by=by)
    kind = EntryKind.NEED_PROMISE_BACK if payment.payee_id else EntryKind.PROMISE_BACK
    return journal_entries.post(
        entry=Draft(
            key=f"promise_back:{payment.pk}",
            kind=kind,
            memo=Memo(kind),
            effective_on=effective_on,
            lines=moving(payment.amount_minor, out_of=purse.commitment, into=home),
            source=Source("payment", payment.pk),
        ),
        by=by,
    )


@transaction.atomic
def home_of(*, fund_id: UUID | None, purse: PurseAccounts, by: Membership) -> UUID:
    """The account that a payment's money is promised from, and goes back to: the purse's, or that
    of a fund. Raises NotFound, FundClosed."""
    if fund_id is None:
        return purse.purse
    return funds.account_in(fund_id=fund_id, currency=purse.currency, by=by)
