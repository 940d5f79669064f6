"""Taking an entry back: once, for its own source, and whatever is sent twice."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import (
    AlreadyReversed,
    KeyUsed,
    ReversalTooEarly,
    UndoneElsewhere,
)
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from tests.cast import Cast

DAY = date(2026, 11, 3)


@pytest.fixture
def spend(purse: PurseAccounts) -> Draft:
    return Draft(
        "rent", "spend", Memo("spend"), DAY, moving(14_500, out_of=purse.purse, into=purse.bank)
    )


def test_a_repeat_under_its_key_answers_the_same_and_other_content_is_refused(
    in_harbour: Cast, purse: PurseAccounts, spend: Draft
) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    other = journal_entries.post(entry=replace(spend, key="other"), by=in_harbour.dev)
    asked: dict[str, Any] = {
        "entry_id": posted.entry_id,
        "why": "wrong amount",
        "effective_on": DAY,
        "key": "form-1",
        "by": in_harbour.ana,
    }
    first = journal_entries.reverse(**asked)
    assert journal_entries.reverse(**asked) == replace(first, replayed=True)
    for changed in (
        {"why": "entered twice"},
        {"effective_on": date(2026, 11, 4)},
        {"entry_id": other.entry_id},
    ):
        with pytest.raises(KeyUsed):
            journal_entries.reverse(**{**asked, **changed})
    with pytest.raises(AlreadyReversed):
        journal_entries.reverse(**{**asked, "key": "form-2"})
    with pytest.raises(AlreadyReversed):
        journal_entries.reverse(**{**asked, "by": in_harbour.dev})


def test_no_reversal_lies_before_its_entry(in_harbour: Cast, spend: Draft) -> None:
    posted = journal_entries.post(entry=spend, by=in_harbour.dev)
    with pytest.raises(ReversalTooEarly):
        journal_entries.reverse(
            entry_id=posted.entry_id,
            why="wrong",
            effective_on=DAY - timedelta(days=1),
            by=in_harbour.ana,
        )
    assert JournalEntry.objects.filter(reverses__isnull=False).count() == 0


def test_an_entry_of_a_subject_is_reversed_for_that_subject(in_harbour: Cast, spend: Draft) -> None:
    source = Source("payment", uuid4())
    posted = journal_entries.post(entry=replace(spend, source=source), by=in_harbour.dev)
    asked: dict[str, Any] = {
        "entry_id": posted.entry_id,
        "why": "not paid",
        "effective_on": DAY,
        "by": in_harbour.ana,
    }
    with pytest.raises(UndoneElsewhere):
        journal_entries.reverse(**asked)
    assert not journal_entries.reverse(source=source, **asked).replayed
