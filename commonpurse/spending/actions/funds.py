"""Putting money into a fund, taking it out, and closing a fund."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from commonpurse.ledger.actions import accounts
from commonpurse.ledger.actions import funds as books
from commonpurse.ledger.queries import funds as queries
from commonpurse.ledger.queries.funds import FundSheet
from commonpurse.ledger.rules.entries import Posted, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.spending.actions import promises
from commonpurse.spending.actions.promises import Earmark
from commonpurse.spending.guards.funds import check_can_close, check_can_take_out
from commonpurse.spending.refusals import BadMove
from commonpurse.spending.rules.approvals import AMOUNT_MINOR_MAX
from unions.people.models.membership import Membership
from unions.refusals import NotFound


@dataclass(frozen=True, slots=True)
class FundMove:
    """How much goes into a fund or out of it, and what for; `key` is the sender's own."""

    fund_id: UUID
    amount_minor: int
    currency: str
    words: str
    key: str


@transaction.atomic
def put_in(*, move: FundMove, by: Membership) -> Posted:
    """Out of the free money of the purse into the fund; sent twice it is one move.

    Raises NothingFree, PurseTooSmall, BadMove, NotFound, FundClosed, KeyUsed.
    """
    _check(move)
    purse = accounts.open_purse(currency=move.currency, by=by)
    account = books.account_in(fund_id=move.fund_id, currency=move.currency, by=by)
    return promises.earmark(
        earmark=Earmark(
            key=f"fund_in:{by.pk}:{move.key}",
            kind=EntryKind.FUND_IN,
            source=None,
            currency=move.currency,
            lines=moving(move.amount_minor, out_of=purse.purse, into=account),
            words=move.words.strip(),
        ),
        by=by,
    )


@transaction.atomic
def take_out(*, move: FundMove, by: Membership) -> Posted:
    """Out of the fund into the purse, saying what for; sent twice it is one move.

    Raises FundRestricted, PurseTooSmall, BadMove, NotFound, FundClosed, KeyUsed.
    """
    _check(move)
    check_can_take_out(_fund(move.fund_id))
    if not move.words.strip():
        raise BadMove
    purse = accounts.open_purse(currency=move.currency, by=by)
    account = books.account_in(fund_id=move.fund_id, currency=move.currency, by=by)
    return promises.move(
        earmark=Earmark(
            key=f"fund_out:{by.pk}:{move.key}",
            kind=EntryKind.FUND_OUT,
            source=None,
            currency=move.currency,
            lines=moving(move.amount_minor, out_of=account, into=purse.purse),
            words=move.words.strip(),
        ),
        by=by,
    )


@transaction.atomic
def close(*, fund_id: UUID, by: Membership) -> None:
    """Closes an empty fund for good; raises FundNotEmpty, NotFound."""
    check_can_close(_fund(fund_id))
    books.close_fund(fund_id=fund_id, by=by)


def _check(move: FundMove) -> None:
    if not 0 < move.amount_minor <= AMOUNT_MINOR_MAX or not move.key:
        raise BadMove


def _fund(fund_id: UUID) -> FundSheet:
    found = queries.fund(fund_id)
    if found is None:
        raise NotFound
    return found
