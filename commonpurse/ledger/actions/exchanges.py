"""Exchanging one unit for another, by an account of trade in each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.actions.accounts import NewAccount, open_account
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.refusals import (
    BadLines,
    MixedHours,
    SameUnit,
    UnknownAccount,
    UnknownUnit,
)
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Posted
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.units import UnitKind
from unions.people.models.membership import Membership


@dataclass(frozen=True, slots=True)
class Exchange:
    """What leaves one account for what comes into another of another unit.

    `gives` and `gets` are > 0, each in the smallest part of its account's unit. `key` makes a
    repeat harmless.
    """

    key: str
    effective_on: date
    out_of: UUID
    gives: int
    into: UUID
    gets: int
    words: str = ""


@transaction.atomic
def open_trading(*, unit_id: UUID, by: Membership) -> UUID:
    """The account by which this unit is exchanged for others, opened if it is new.

    Raises UnknownUnit, and MixedHours for hours, which are exchanged for nothing.
    """
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise UnknownUnit
    if unit.kind == UnitKind.HOURS:
        raise MixedHours
    fresh = NewAccount(kind=AccountKind.TRADING, code=_code(unit))
    return open_account(account=fresh, unit_id=unit.pk, by=by)


@transaction.atomic
def exchange(*, exchange: Exchange, by: Membership) -> Posted:
    """Posts four lines, two in each unit, so that no unit is reckoned in another: what it was
    worth is what the two accounts of trade say together.

    Raises SameUnit, MixedHours, and what `post` raises.
    """
    if exchange.gives <= 0 or exchange.gets <= 0:
        raise BadLines
    ends = (exchange.out_of, exchange.into)
    units = dict(Account.objects.filter(pk__in=ends).values_list("pk", "unit_id"))
    if not units.keys() >= {*ends}:
        raise UnknownAccount
    given, got = (units[end] for end in ends)
    if given == got:
        raise SameUnit
    lines = (
        Line(exchange.out_of, -exchange.gives),
        Line(_trading(given, by), exchange.gives),
        Line(_trading(got, by), -exchange.gets),
        Line(exchange.into, exchange.gets),
    )
    draft = Draft(
        key=exchange.key,
        kind=EntryKind.EXCHANGE,
        memo=Memo(EntryKind.EXCHANGE, words=exchange.words),
        effective_on=exchange.effective_on,
        lines=lines,
    )
    return journal_entries.post(entry=draft, by=by)


def _trading(unit_id: UUID, by: Membership) -> UUID:
    """The unit's account of trade, also a closed one: whether a repeat is answered or a new entry
    refused is for the books to say."""
    code = _code(Unit.objects.get(pk=unit_id))
    known = Account.objects.filter(kind=AccountKind.TRADING, code=code).first()
    return known.pk if known else open_trading(unit_id=unit_id, by=by)


def _code(unit: Unit) -> str:
    return f"trading.{unit.code.lower()}"
