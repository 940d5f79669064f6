"""Keeping money for a need until it suffices, and giving it back to the purse."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.refusals import PurseTooSmall
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.spending.actions.promises import Earmark, earmark
from commonpurse.spending.models.set_aside import SetAside
from commonpurse.spending.refusals import BadPayment
from commonpurse.spending.rules.approvals import AMOUNT_MINOR_MAX
from unions.people.models.membership import Membership
from unions.tenancy.ids import uuid7


class _AnotherAmountError(Exception):
    """What is kept for the need has changed since it was read."""


@dataclass(frozen=True, slots=True)
class KeepLine:
    """How much more is kept for a need, in minor units."""

    need: Source
    amount_minor: int


@transaction.atomic
def set_aside(*, source: Source, lines: Sequence[KeepLine], currency: str, by: Membership) -> None:
    """Keeps money for needs, once per source; a repeat changes nothing.

    Raises NothingFree, PurseTooSmall, BadPayment.
    """
    if not lines or not all(0 < line.amount_minor <= AMOUNT_MINOR_MAX for line in lines):
        raise BadPayment
    purse = accounts.open_purse(currency=currency, by=by)
    total = sum(line.amount_minor for line in lines)
    posted = earmark(
        earmark=Earmark(
            key=f"set_aside:{source.kind}:{source.id}",
            kind=EntryKind.SET_ASIDE,
            source=source,
            currency=currency,
            lines=moving(total, out_of=purse.purse, into=purse.set_aside),
            count=len(lines),
        ),
        by=by,
    )
    if posted.replayed:
        return
    for line in sorted(lines, key=lambda line: line.need.id):
        row = _lock(line.need, currency)
        row.amount_minor += line.amount_minor
        row.save()


@transaction.atomic
def release(*, need: Source, currency: str, by: Membership) -> int:
    """Gives all that is kept for a need back to the purse; how much, in minor units.

    The books are locked before the need's row, as everywhere: two who lock them in opposite order
    would wait for each other for ever. So the amount is only read before, and what was posted is
    undone and posted anew if somebody else was quicker.
    """
    while amount := _kept(need, currency):
        try:
            with transaction.atomic():
                _give_back(need, currency, amount, by)
        except _AnotherAmountError:
            continue
        except PurseTooSmall:
            if amount == _kept(need, currency):
                raise
        else:
            return amount
    return 0


def _kept(need: Source, currency: str) -> int:
    rows = SetAside.objects.filter(need_kind=need.kind, need_id=need.id, currency=currency)
    return rows.values_list("amount_minor", flat=True).first() or 0


def _give_back(need: Source, currency: str, amount: int, by: Membership) -> None:
    """Raises _AnotherAmountError if it is not what is kept any more."""
    purse = accounts.open_purse(currency=currency, by=by)
    journal_entries.post(
        entry=Draft(
            # The row tells a repeat that nothing is left, so each release is its own entry.
            key=f"release:{need.kind}:{need.id}:{uuid7()}",
            kind=EntryKind.RELEASE,
            memo=Memo(EntryKind.RELEASE),
            effective_on=timezone.localdate(),
            lines=moving(amount, out_of=purse.set_aside, into=purse.purse),
            source=need,
        ),
        by=by,
    )
    row = _lock(need, currency)
    if row.amount_minor != amount:
        raise _AnotherAmountError
    row.amount_minor = 0
    row.save()


def _lock(need: Source, currency: str) -> SetAside:
    """The row of this need, made if it is new, locked until the end of the transaction; asked for
    only by whoever has posted already."""
    row, _ = SetAside.objects.select_for_update().get_or_create(
        need_kind=need.kind, need_id=need.id, currency=currency, defaults={"amount_minor": 0}
    )
    return row
