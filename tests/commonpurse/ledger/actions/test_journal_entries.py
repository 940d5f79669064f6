"""Posting: what comes twice counts once, what does not add up never enters."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import (
    BadDay,
    BadKey,
    BadLines,
    KeyUsed,
    NotReversible,
    OtherUnion,
    PurseTooSmall,
    Unbalanced,
    UnknownAccount,
)
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Source, moving
from commonpurse.refusals import PurseRefused
from tests.cast import Cast
from tests.commonpurse.conftest import fill

DAY = date(2026, 11, 3)
BIGGEST = 2**63 - 1


@pytest.fixture
def spend(purse: PurseAccounts) -> Draft:
    return Draft(
        "rent", "spend", Memo("spend"), DAY, moving(14_500, out_of=purse.purse, into=purse.bank)
    )


def balance(account_id: UUID) -> int:
    return AccountBalance.objects.get(account_id=account_id).balance


def test_posting_moves_both_accounts(in_harbour: Cast, purse: PurseAccounts, spend: Draft) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    assert not posted.replayed
    assert (balance(purse.purse), balance(purse.bank)) == (85_500, -85_500)
    line = Posting.objects.get(entry_id=posted.entry_id, account_id=purse.purse)
    assert (line.amount, line.account_seq, line.balance_after) == (-14_500, 2, 85_500)
    assert JournalEntry.objects.get(pk=posted.entry_id).posted_by_id == in_harbour.dev.pk


def test_repeat_answers_with_the_same_entry(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    first = journal_entries.post(entry=spend, by=in_harbour.dev)
    turned = replace(spend, lines=tuple(reversed(spend.lines)))
    second = journal_entries.post(entry=turned, by=in_harbour.ana)
    assert (second.entry_id, second.replayed) == (first.entry_id, True)
    assert balance(purse.purse) == 85_500


@pytest.mark.parametrize(
    "change",
    [
        {"effective_on": date(2026, 11, 4)},
        {"kind": "gift"},
        {"memo": Memo("spend", {"count": 2})},
        {"source": Source("payment", uuid4())},
    ],
    ids=["day", "kind", "memo", "source"],
)
def test_key_with_other_content_is_refused(
    in_harbour: Cast, spend: Draft, change: dict[str, Any]
) -> None:
    journal_entries.post(entry=spend, by=in_harbour.dev)
    with pytest.raises(KeyUsed):
        journal_entries.post(entry=replace(spend, **change), by=in_harbour.dev)


def test_key_with_another_amount_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    journal_entries.post(entry=spend, by=in_harbour.dev)
    other = replace(spend, lines=moving(1, out_of=purse.purse, into=purse.bank))
    with pytest.raises(KeyUsed):
        journal_entries.post(entry=other, by=in_harbour.dev)


def test_more_than_there_is_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    lines = moving(100_001, out_of=purse.purse, into=purse.bank)
    with pytest.raises(PurseTooSmall):
        journal_entries.post(entry=replace(spend, lines=lines), by=in_harbour.dev)
    assert balance(purse.purse) == 100_000
    assert not JournalEntry.objects.filter(key="rent").exists()


def test_the_last_penny_can_be_spent(in_harbour: Cast, purse: PurseAccounts, spend: Draft) -> None:
    lines = moving(100_000, out_of=purse.purse, into=purse.bank)
    journal_entries.post(entry=replace(spend, lines=lines), by=in_harbour.dev)
    assert balance(purse.purse) == 0


@pytest.mark.parametrize(
    ("amounts", "refusal"),
    [
        ((-5, 6), Unbalanced),
        ((5, 5), Unbalanced),
        ((0, 0), BadLines),
        ((-(2**63), 2**63 - 1), BadLines),
        ((-(2**63) - 1, 2**63), BadLines),
    ],
)
def test_amounts_that_cannot_be(
    in_harbour: Cast,
    purse: PurseAccounts,
    spend: Draft,
    amounts: tuple[int, int],
    refusal: type[PurseRefused],
) -> None:
    lines = (Line(purse.bank, amounts[0]), Line(purse.cash, amounts[1]))
    with pytest.raises(refusal):
        journal_entries.post(entry=replace(spend, lines=lines), by=in_harbour.dev)
    assert not JournalEntry.objects.filter(key="rent").exists()


def test_balance_beyond_bigint_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    lines = moving(BIGGEST, out_of=purse.cash, into=purse.purse)
    with pytest.raises(BadLines):
        journal_entries.post(entry=replace(spend, lines=lines), by=in_harbour.dev)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2100, 1, 1)])
def test_day_out_of_range_is_refused(in_harbour: Cast, spend: Draft, day: date) -> None:
    with pytest.raises(BadDay):
        journal_entries.post(entry=replace(spend, effective_on=day), by=in_harbour.dev)


def test_too_few_and_too_many_lines(in_harbour: Cast, purse: PurseAccounts, spend: Draft) -> None:
    for lines in ((), (Line(purse.purse, 1),), (Line(purse.bank, 1), Line(purse.cash, -1)) * 5_000):
        with pytest.raises(BadLines):
            journal_entries.post(entry=replace(spend, lines=lines), by=in_harbour.dev)


def test_account_named_twice_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    lines = (Line(purse.bank, 1), Line(purse.bank, 1), Line(purse.cash, -2))
    with pytest.raises(UnknownAccount):
        journal_entries.post(entry=replace(spend, lines=lines), by=in_harbour.dev)


def test_unknown_account_is_refused(in_harbour: Cast, purse: PurseAccounts, spend: Draft) -> None:
    lines = moving(1, out_of=purse.bank, into=uuid4())
    with pytest.raises(UnknownAccount):
        journal_entries.post(entry=replace(spend, lines=lines), by=in_harbour.dev)


def test_account_of_another_union_is_refused(
    harbour: Cast, millrace: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    with millrace.scope():
        theirs = fill(millrace, 50_000)
    lines = moving(1, out_of=theirs.purse, into=purse.purse)
    with pytest.raises(UnknownAccount):
        journal_entries.post(entry=replace(spend, lines=lines), by=harbour.dev)
    with millrace.scope():
        assert balance(theirs.purse) == 50_000


def test_same_key_in_two_unions_is_two_entries(harbour: Cast, millrace: Cast, spend: Draft) -> None:
    journal_entries.post(entry=spend, by=harbour.dev)
    with millrace.scope():
        theirs = fill(millrace, 50_000)
        lines = moving(7, out_of=theirs.purse, into=theirs.bank)
        posted = journal_entries.post(entry=replace(spend, lines=lines), by=millrace.kit)
    assert not posted.replayed


def test_words_stand_beside_the_books(in_harbour: Cast, spend: Draft) -> None:
    with_words = replace(spend, memo=Memo("spend", words="Rent of the hall"))
    posted = journal_entries.post(entry=with_words, by=in_harbour.dev)
    note = EntryNote.objects.get(entry_id=posted.entry_id)
    assert note.words == "Rent of the hall"
    note.delete()
    assert journal_entries.post(entry=with_words, by=in_harbour.dev).replayed


def test_reversal_restores_every_balance(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    back = journal_entries.reverse(
        entry_id=posted.entry_id, why="entered twice", effective_on=DAY, by=in_harbour.ana
    )
    assert (balance(purse.purse), balance(purse.bank)) == (100_000, -100_000)
    assert JournalEntry.objects.get(pk=back.entry_id).reverses_id == posted.entry_id
    assert JournalEntry.objects.filter(pk=posted.entry_id).exists()


def test_reversing_twice_is_one_reversal(in_harbour: Cast, spend: Draft) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    words: dict[str, Any] = {
        "entry_id": posted.entry_id,
        "why": "entered twice",
        "by": in_harbour.ana,
    }
    first = journal_entries.reverse(effective_on=DAY, **words)
    assert journal_entries.reverse(effective_on=DAY, **words) == replace(first, replayed=True)
    with pytest.raises(KeyUsed):
        journal_entries.reverse(effective_on=date(2026, 11, 4), **words)


def test_second_reversal_under_another_key_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    lines = moving(14_500, out_of=purse.bank, into=purse.purse)
    again = replace(spend, key="r1", kind="reversal", lines=lines, reverses_id=posted.entry_id)
    journal_entries.post(entry=again, by=in_harbour.dev)
    with pytest.raises(NotReversible):
        journal_entries.post(entry=replace(again, key="r2"), by=in_harbour.dev)


def test_reversal_of_a_reversal_is_refused(in_harbour: Cast, spend: Draft) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    back = journal_entries.reverse(
        entry_id=posted.entry_id, why="wrong", effective_on=DAY, by=in_harbour.dev
    )
    with pytest.raises(NotReversible):
        journal_entries.reverse(
            entry_id=back.entry_id, why="after all", effective_on=DAY, by=in_harbour.dev
        )


def test_reversal_with_other_amounts_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    lines = moving(14_499, out_of=purse.bank, into=purse.purse)
    less = replace(spend, key="r", lines=lines, reverses_id=posted.entry_id)
    with pytest.raises(NotReversible):
        journal_entries.post(entry=less, by=in_harbour.dev)


def test_reversal_of_nothing_and_without_a_reason(in_harbour: Cast, spend: Draft) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    for entry_id, why in ((uuid4(), "wrong"), (posted.entry_id, " ")):
        with pytest.raises(NotReversible):
            journal_entries.reverse(entry_id=entry_id, why=why, effective_on=DAY, by=in_harbour.dev)


def test_reversal_of_what_has_gone_out_since_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    gift = replace(spend, key="gift", lines=moving(500, out_of=purse.bank, into=purse.purse))
    posted = journal_entries.post(entry=gift, by=in_harbour.dev)
    out = replace(spend, lines=moving(100_400, out_of=purse.purse, into=purse.bank))
    journal_entries.post(entry=out, by=in_harbour.dev)
    with pytest.raises(PurseTooSmall):
        journal_entries.reverse(
            entry_id=posted.entry_id, why="bounced", effective_on=DAY, by=in_harbour.dev
        )


def test_reversal_of_an_unknown_entry_by_its_id_is_refused(in_harbour: Cast, spend: Draft) -> None:
    with pytest.raises(NotReversible):
        journal_entries.post(entry=replace(spend, reverses_id=uuid4()), by=in_harbour.dev)


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_key_that_is_none_is_refused(in_harbour: Cast, spend: Draft, key: str) -> None:
    with pytest.raises(BadKey):
        journal_entries.post(entry=replace(spend, key=key), by=in_harbour.dev)


def test_member_of_another_union_cannot_post(harbour: Cast, millrace: Cast, spend: Draft) -> None:
    with pytest.raises(OtherUnion):
        journal_entries.post(entry=spend, by=millrace.kit)


def test_many_are_posted_in_order_or_none(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    names = ("a", "b", "c")
    drafts = [replace(spend, key=key, memo=Memo("spend", words=key)) for key in names]
    posted = journal_entries.post_many(entries=drafts, by=in_harbour.dev)
    assert [JournalEntry.objects.get(pk=done.entry_id).key for done in posted] == list(names)
    assert balance(purse.purse) == 56_500
    again = journal_entries.post_many(entries=drafts, by=in_harbour.ana)
    assert [done.entry_id for done in again] == [done.entry_id for done in posted]
    assert all(done.replayed for done in again)
    dear = replace(spend, key="e", lines=moving(56_500, out_of=purse.purse, into=purse.bank))
    with pytest.raises(PurseTooSmall):
        journal_entries.post_many(entries=[replace(spend, key="d"), dear], by=in_harbour.dev)
    assert balance(purse.purse) == 56_500


def test_a_repeat_with_other_words_is_refused_alone_and_among_many(
    in_harbour: Cast, spend: Draft
) -> None:
    rent, none, bread = (
        replace(spend, memo=Memo("spend", words=words)) for words in ("Rent", "", "Bread")
    )
    journal_entries.post(entry=rent, by=in_harbour.dev)
    assert journal_entries.post(entry=none, by=in_harbour.ana).replayed
    assert [
        done.replayed for done in journal_entries.post_many(entries=[none, rent], by=in_harbour.ana)
    ] == [True, True]
    new = replace(spend, key="new")
    with pytest.raises(KeyUsed):
        journal_entries.post(entry=bread, by=in_harbour.dev)
    for batch in ([new, bread], [replace(rent, key="new"), replace(bread, key="new")]):
        with pytest.raises(KeyUsed):
            journal_entries.post_many(entries=batch, by=in_harbour.dev)
    assert not JournalEntry.objects.filter(key="new").exists()
    assert list(EntryNote.objects.values_list("words", flat=True)) == ["Rent"]
