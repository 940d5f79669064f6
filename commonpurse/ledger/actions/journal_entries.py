"""Writing into the books: post and reverse, nothing else."""

from datetime import date
from uuid import UUID

from django.db import transaction
from psycopg.types.json import Jsonb

from commonpurse.ledger.actions.posting_functions import call
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.refusals import BadDay, BadLines, NotReversible
from commonpurse.ledger.rules.balance import LINES_MAX, LINES_MIN, fits
from commonpurse.ledger.rules.entries import (
    EARLIEST_ON,
    KEY_LENGTH_MAX,
    LATEST_ON,
    WORDS_LENGTH_MAX,
    Draft,
    Line,
    Memo,
    Posted,
)
from commonpurse.ledger.rules.entry_kinds import EntryKind
from unions.people.models.membership import Membership
from unions.tenancy.ids import uuid7
from unions.tenancy.scopes import current

_POST = (
    "SELECT entry_id, replayed FROM ledger_post("
    "%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s::bigint[], %s)"
)


@transaction.atomic
def post(*, entry: Draft, by: Membership) -> Posted:
    """Posts the entry in one round trip; a repeat with the same content answers with the entry
    that stands already. Amounts are in the smallest part of each account's unit.

    Raises Unbalanced, PurseTooSmall, UnknownAccount, KeyUsed, BadLines, BadDay, NotReversible.
    """
    _check_form(entry)
    source = entry.source
    entry_id, replayed = call(
        _POST,
        [
            current().union_id, uuid7(), entry.key, entry.kind, entry.memo.code,
            Jsonb(dict(entry.memo.numbers)), source and source.kind, source and source.id, by.pk,
            entry.effective_on, [line.account_id for line in entry.lines],
            [line.amount for line in entry.lines], entry.reverses_id,
        ],
    )  # fmt: skip
    if not isinstance(entry_id, UUID):
        raise TypeError(entry_id)
    memo = entry.memo
    if not replayed and (memo.words or memo.also_by_id):
        EntryNote.objects.create(
            entry_id=entry_id, words=memo.words[:WORDS_LENGTH_MAX], also_by_id=memo.also_by_id
        )
    return Posted(entry_id, bool(replayed))


@transaction.atomic
def reverse(*, entry_id: UUID, why: str, effective_on: date, by: Membership) -> Posted:
    """Posts the opposite lines of an entry; it stays in the books beside its reversal.

    Raises NotReversible for a reversal, an entry reversed before, or one unknown here, and
    PurseTooSmall if what came in has gone out since.
    """
    lines = tuple(
        Line(line.account_id, -line.amount)
        for line in Posting.objects.filter(entry_id=entry_id).order_by("account_id")
    )
    if not lines or not why.strip():
        raise NotReversible
    draft = Draft(
        key=f"reverse:{entry_id}",
        kind=EntryKind.REVERSAL,
        memo=Memo("reversal", words=why.strip()),
        effective_on=effective_on,
        lines=lines,
        reverses_id=entry_id,
    )
    return post(entry=draft, by=by)


def _check_form(entry: Draft) -> None:
    """Refuses early what could not be sent to the database at all."""
    if not LINES_MIN <= len(entry.lines) <= LINES_MAX:
        raise BadLines
    if not all(fits(line.amount) for line in entry.lines):
        raise BadLines
    if not 0 < len(entry.key) <= KEY_LENGTH_MAX:
        raise BadLines
    if not EARLIEST_ON <= entry.effective_on <= LATEST_ON:
        raise BadDay
