"""Writing into the books: post and reverse, nothing else."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from psycopg.types.json import Jsonb

from commonpurse.ledger.actions.posting_functions import call, call_each
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
_POST_EACH = """
SELECT posted.entry_id, posted.replayed
FROM ROWS FROM (jsonb_to_recordset(%s) AS (
  entry uuid, key text, kind text, memo_code text, memo_numbers jsonb, source_kind text,
  source_id uuid, effective_on date, accounts uuid[], amounts bigint[], reverses uuid
)) WITH ORDINALITY AS asked(
  entry, key, kind, memo_code, memo_numbers, source_kind, source_id, effective_on, accounts,
  amounts, reverses, place)
CROSS JOIN LATERAL ledger_post(
  %s, asked.entry, asked.key, asked.kind, asked.memo_code, asked.memo_numbers, asked.source_kind,
  asked.source_id, %s, asked.effective_on, asked.accounts, asked.amounts, asked.reverses) AS posted
ORDER BY asked.place"""


@transaction.atomic
def post(*, entry: Draft, by: Membership) -> Posted:
    """Posts the entry in one round trip; a repeat with the same content answers with the entry
    that stands already. Amounts are in the smallest part of each account's unit.

    Raises Unbalanced, PurseTooSmall, UnknownAccount, KeyUsed, BadLines, BadDay, NotReversible.
    """
    _check_form(entry)
    source = entry.source
    found, replayed = call(
        _POST,
        [
            current().union_id, uuid7(), entry.key, entry.kind, entry.memo.code,
            Jsonb(dict(entry.memo.numbers)), source and source.kind, source and source.id, by.pk,
            entry.effective_on, [line.account_id for line in entry.lines],
            [line.amount for line in entry.lines], entry.reverses_id,
        ],
    )  # fmt: skip
    entry_id = UUID(str(found))
    memo = entry.memo
    if not replayed and (memo.words or memo.also_by_id):
        EntryNote.objects.create(
            entry_id=entry_id, words=memo.words[:WORDS_LENGTH_MAX], also_by_id=memo.also_by_id
        )
    return Posted(entry_id, bool(replayed))


@transaction.atomic
def post_each(*, entries: Sequence[Draft], by: Membership) -> list[Posted]:
    """Posts entries one after the other in one round trip, all of them or none; for histories
    that are entered at once. Raises as `post` does."""
    for entry in entries:
        _check_form(entry)
    asked = Jsonb([_as_json(entry) for entry in entries])
    found = [
        Posted(UUID(str(entry_id)), bool(replayed))
        for entry_id, replayed in call_each(_POST_EACH, [asked, current().union_id, by.pk])
    ]
    EntryNote.objects.bulk_create(
        EntryNote(entry_id=posted.entry_id, words=memo.words, also_by_id=memo.also_by_id)
        for posted, memo in zip(found, (entry.memo for entry in entries), strict=True)
        if not posted.replayed and (memo.words or memo.also_by_id)
    )
    return found


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


def _as_json(entry: Draft) -> dict[str, object]:
    source = entry.source
    return {
        "entry": str(uuid7()),
        "key": entry.key,
        "kind": entry.kind,
        "memo_code": entry.memo.code,
        "memo_numbers": dict(entry.memo.numbers),
        "source_kind": source.kind if source else None,
        "source_id": str(source.id) if source else None,
        "effective_on": entry.effective_on.isoformat(),
        "accounts": [str(line.account_id) for line in entry.lines],
        "amounts": [line.amount for line in entry.lines],
        "reverses": str(entry.reverses_id) if entry.reverses_id else None,
    }


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
