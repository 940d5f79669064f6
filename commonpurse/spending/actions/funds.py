"""Putting money into a fund, taking it out, and closing a fund; opening one for a program."""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from commonpurse.ledger.actions import accounts, asked_keys
from commonpurse.ledger.actions import funds as books
from commonpurse.ledger.actions.funds import NewFund
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

_OPEN_ASKED, _CLOSE_ASKED = "fund.open_asked", "fund.close_asked"


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


@transaction.atomic
def open_once(*, fund: NewFund, key: str, by: Membership) -> UUID:
    """The id of the fund, opened under a key; the same key with the same content answers the same,
    whatever became of the fund since. Raises KeyUsed for other content, FundExists, UnknownUnit."""
    # People's words are not kept beside what was asked, only whether they were the same.
    told = {"hash": sha256(json.dumps(asdict(fund)).encode()).hexdigest()}
    known = asked_keys.known(act=_OPEN_ASKED, key=key, told=told, by=by)
    if known is not None:
        return known
    fund_id = books.open_fund(fund=fund, by=by)
    _remember(_OPEN_ASKED, key, told, fund_id, by)
    return fund_id


@transaction.atomic
def close_once(*, fund_id: UUID, key: str, by: Membership) -> None:
    """Closes an empty fund under a key; the same key for the same fund changes nothing.

    Raises KeyUsed for another fund under this key, FundNotEmpty, NotFound.
    """
    told = {"fund": str(fund_id)}
    if asked_keys.known(act=_CLOSE_ASKED, key=key, told=told, by=by) is None:
        close(fund_id=fund_id, by=by)
        _remember(_CLOSE_ASKED, key, told, fund_id, by)


def _remember(act: str, key: str, told: dict[str, str], fund_id: UUID, by: Membership) -> None:
    asked_keys.remember(act=act, key=key, told=told, object_kind="fund", object_id=fund_id, by=by)


def _check(move: FundMove) -> None:
    if not 0 < move.amount_minor <= AMOUNT_MINOR_MAX or not move.key:
        raise BadMove


def _fund(fund_id: UUID) -> FundSheet:
    found = queries.fund(fund_id)
    if found is None:
        raise NotFound
    return found
