"""Writing into the books: post and reverse, nothing else."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from psycopg.types.json import Jsonb

from commonpurse.ledger.actions.posting_functions import call, call_each, named_refusals
from commonpurse.ledger.guards.journal_entries import check_can_reverse
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.refusals import (
    AlreadyReversed,
    BadDay,
    BadKey,
    BadLines,
    BadText,
    KeyUsed,
    NoReason,
    NotReversible,
    ReversalTooEarly,
    TooMany,
)
from commonpurse.ledger.rules.balance import (
    BATCH_LINES_MAX,
    ENTRIES_MAX,
    LINES_MAX,
    LINES_MIN,
    fits,
)
from commonpurse.ledger.rules.entries import (
    EARLIEST_ON,
    LATEST_ON,
    WORDS_LENGTH_MAX,
    Draft,
    Line,
    Memo,
    Posted,
    Source,
    can_be_kept,
    can_be_key,
)
from commonpurse.ledger.rules.entry_kinds import EntryKind
from unions.founding.actions import audit_events
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.tenancy.durability import flush_after_commit
from unions.tenancy.ids import uuid7
from unions.tenancy.scopes import current

_POST = (
    "SELECT entry_id, replayed FROM ledger_post("
    "%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::uuid[], %s::bigint[], %s)"
)
_POST_MANY = (
    "SELECT entry_id, replayed FROM ledger_post_many("
    "%s, %s, %s::uuid[], %s::text[], %s::text[], %s::text[], %s::jsonb[], %s::text[], %s::uuid[], "
    "%s::date[], %s::uuid[], %s::integer[], %s::uuid[], %s::bigint[])"
)


@transaction.atomic
def post(*, entry: Draft, by: Membership) -> Posted:
    """Posts the entry in one round trip; a repeat with the same content answers with the entry
    that stands already. Amounts are in the smallest part of each account's unit.

    Raises Unbalanced, PurseTooSmall, UnknownAccount, KeyUsed, BadKey, BadLines, BadDay, BadText,
    MonthClosed, MixedHours, NotReversible.
    """
    _check_form(entry)
    _let_the_next_one_in(by)
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
    posted = Posted(UUID(str(found)), bool(replayed))
    _note([(posted, entry.memo)])
    return posted


@transaction.atomic
def post_many(*, entries: Sequence[Draft], by: Membership) -> list[Posted]:
    """Posts entries in one round trip, all of them or none, as if one after the other: what a
    later one brings cannot be spent by an earlier one. For whatever is collective: payouts of a
    round, dues, imports; 100 to 500 at a time are best, ENTRIES_MAX at most.

    Answers in the order of `entries`. Raises as `post` does; TooMany.
    """
    if not entries:
        return []
    if len(entries) > ENTRIES_MAX or sum(len(entry.lines) for entry in entries) > BATCH_LINES_MAX:
        raise TooMany
    for entry in entries:
        _check_form(entry)
    _let_the_next_one_in(by)
    found = [
        Posted(UUID(str(entry_id)), bool(replayed))
        for entry_id, replayed in call_each(
            _POST_MANY, [current().union_id, by.pk, *_columns(entries), *_line_columns(entries)]
        )
    ]
    _note([(posted, entry.memo) for posted, entry in zip(found, entries, strict=True)])
    return found


@transaction.atomic
def reverse(
    *,
    entry_id: UUID,
    why: str,
    effective_on: date,
    key: str = "",
    source: Source | None = None,
    by: Membership,
) -> Posted:
    """Posts the opposite lines of an entry; it stays in the books beside its reversal.

    An entry with a source is reversed only by the subject that names this source, which brings
    its own row along. Under the same `key`, the keeper's own for this sending, a repeat answers
    with the reversal that stands.

    Raises NotReversible by its reasons, PurseTooSmall if what came in has gone out since,
    ReversalTooEarly, KeyUsed for a repeat with another day, entry or reason, and what `post` says
    of keys, texts and days.
    """
    entry = JournalEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise NotReversible
    if not why.strip():
        raise NoReason
    draft = _reversal(entry, why.strip(), effective_on, _reversal_key(entry_id, key, by))
    _check_form(draft)
    # A repeat passes: the books answer it, or refuse what it changes.
    same = JournalEntry.objects.filter(key=draft.key)
    if not same.exists():
        _check(entry, source, same, by)
        if effective_on < entry.effective_on:
            raise ReversalTooEarly
    posted = post(entry=draft, by=by)
    if not posted.replayed:
        audit_events.record(
            act="entry.reversed", object_kind="journal_entry", object_id=entry_id, by_id=by.pk
        )
    return posted


def _check(
    entry: JournalEntry, source: Source | None, same: QuerySet[JournalEntry], by: Membership
) -> None:
    """Raises NotReversible by its reasons, unless it is the same sending that was quicker."""
    try:
        check_can_reverse(entry, source, union_policies.whole("payment.two_keys_minor"), by)
    except AlreadyReversed:
        if not same.exists():
            raise


def _reversal_key(entry_id: UUID, key: str, by: Membership) -> str:
    return f"reverse:{by.pk}:{key}" if key else f"reverse:{entry_id}"


def _reversal(entry: JournalEntry, why: str, on: date, key: str) -> Draft:
    lines = Posting.objects.filter(entry_id=entry.pk).order_by("account_id")
    return Draft(
        key=key,
        kind=EntryKind.REVERSAL,
        memo=Memo("reversal", words=why[:WORDS_LENGTH_MAX]),
        effective_on=on,
        lines=tuple(Line(line.account_id, -line.amount) for line in lines),
        reverses_id=entry.pk,
    )


def _let_the_next_one_in(by: Membership) -> None:
    """Where the host has asked for it: the purse's lock ends before the disk is waited for."""
    asked_for = settings.LEDGER_FLUSH_AFTER_COMMIT
    if asked_for and by.union.slug in asked_for:
        flush_after_commit()


def _note(posted: Sequence[tuple[Posted, Memo]]) -> None:
    """Keeps people's words beside each entry that is new. Raises KeyUsed for a repeat that says
    otherwise, also of an entry of the same batch."""
    rows = [
        EntryNote(
            entry_id=entry.entry_id, words=memo.words[:WORDS_LENGTH_MAX], also_by_id=memo.also_by_id
        )
        for entry, memo in posted
        if not entry.replayed and (memo.words or memo.also_by_id)
    ]
    if rows:
        with named_refusals():
            EntryNote.objects.bulk_create(rows)
    if _says_otherwise([(entry.entry_id, memo.words) for entry, memo in posted if entry.replayed]):
        raise KeyUsed


def _says_otherwise(repeats: Iterable[tuple[UUID, str]]) -> bool:
    """Whether other words stand beside an entry than are sent again; words that were erased, and
    none that are sent, say nothing."""
    sent = [(entry_id, words[:WORDS_LENGTH_MAX]) for entry_id, words in repeats if words]
    if not sent:
        return False
    notes = EntryNote.objects.filter(entry_id__in={entry_id for entry_id, _ in sent})
    kept = dict(notes.exclude(words="").values_list("entry_id", "words"))
    return any(kept.get(entry_id, words) != words for entry_id, words in sent)


def _columns(entries: Sequence[Draft]) -> list[list[object]]:
    """The headers, column by column, as `ledger_post_many` takes them."""
    return [
        [uuid7() for _ in entries],
        [entry.key for entry in entries],
        [entry.kind for entry in entries],
        [entry.memo.code for entry in entries],
        [Jsonb(dict(entry.memo.numbers)) for entry in entries],
        [entry.source.kind if entry.source else None for entry in entries],
        [entry.source.id if entry.source else None for entry in entries],
        [entry.effective_on for entry in entries],
        [entry.reverses_id for entry in entries],
    ]


def _line_columns(entries: Sequence[Draft]) -> list[list[object]]:
    """The lines of all entries: the number of the entry that each belongs to, account, amount."""
    lines = [(place, line) for place, entry in enumerate(entries, 1) for line in entry.lines]
    return [
        [place for place, _ in lines],
        [line.account_id for _, line in lines],
        [line.amount for _, line in lines],
    ]


def _check_form(entry: Draft) -> None:
    """Refuses early what could not be sent to the database at all."""
    if not LINES_MIN <= len(entry.lines) <= LINES_MAX:
        raise BadLines
    if not all(fits(line.amount) for line in entry.lines):
        raise BadLines
    if not can_be_key(entry.key):
        raise BadKey
    if not can_be_kept(entry.memo.words):
        raise BadText
    if not EARLIEST_ON <= entry.effective_on <= LATEST_ON:
        raise BadDay
