"""Which entries may be taken back from the books, and why the others may not."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.guards.journal_entries import can_reverse, check_can_reverse
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import (
    AccountClosed,
    AlreadyReversed,
    GoneOutSince,
    IsReversal,
    NotReversible,
    OwnEntry,
    PurseTooSmall,
    UndoneElsewhere,
)
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from commonpurse.refusals import PurseRefused
from tests.cast import Cast

LIMIT = 15_000
DAY = date(2026, 11, 3)


def posted(
    cast: Cast, out_of: UUID, into: UUID, amount: int = 500, source: Source | None = None
) -> JournalEntry:
    draft = Draft(
        key=str(uuid4()),
        kind="spend",
        memo=Memo("spend"),
        effective_on=DAY,
        lines=moving(amount, out_of=out_of, into=into),
        source=source,
    )
    done = journal_entries.post(entry=draft, by=cast.dev)
    return JournalEntry.objects.get(pk=done.entry_id)


def refusal(entry: JournalEntry, cast: Cast, source: Source | None = None) -> type[PurseRefused]:
    """Both of the pair say no; the class of the reason."""
    assert not can_reverse(entry, source, LIMIT, cast.dev)
    with pytest.raises(PurseRefused) as caught:
        check_can_reverse(entry, source, LIMIT, cast.dev)
    return caught.type


def test_a_plain_entry_may_be_taken_back(in_harbour: Cast, purse: PurseAccounts) -> None:
    entry = posted(in_harbour, purse.purse, purse.bank, LIMIT)
    assert can_reverse(entry, None, LIMIT, in_harbour.dev)


def test_neither_twice_nor_the_reversal_itself(in_harbour: Cast, purse: PurseAccounts) -> None:
    entry = posted(in_harbour, purse.purse, purse.bank)
    done = journal_entries.reverse(
        entry_id=entry.pk, why="wrong", effective_on=DAY, by=in_harbour.dev
    )
    assert refusal(entry, in_harbour) is AlreadyReversed
    assert refusal(JournalEntry.objects.get(pk=done.entry_id), in_harbour) is IsReversal
    assert issubclass(AlreadyReversed, NotReversible)


def test_above_the_limit_another_keeper_takes_it_back(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    entry = posted(in_harbour, purse.purse, purse.bank, LIMIT + 1)
    assert refusal(entry, in_harbour) is OwnEntry
    assert can_reverse(entry, None, LIMIT, in_harbour.ana)


def test_what_has_a_source_is_undone_by_that_source_only(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    source = Source("pledge", uuid4())
    entry = posted(in_harbour, purse.purse, purse.bank, source=source)
    assert refusal(entry, in_harbour) is UndoneElsewhere
    assert refusal(entry, in_harbour, Source("pledge", uuid4())) is UndoneElsewhere
    assert can_reverse(entry, source, LIMIT, in_harbour.dev)
    plain = posted(in_harbour, purse.purse, purse.bank)
    assert refusal(plain, in_harbour, source) is UndoneElsewhere


def test_what_came_in_must_still_be_there(in_harbour: Cast, purse: PurseAccounts) -> None:
    entry = posted(in_harbour, purse.bank, purse.purse)
    posted(in_harbour, purse.purse, purse.bank, 100_001)
    assert refusal(entry, in_harbour) is GoneOutSince
    assert issubclass(GoneOutSince, PurseTooSmall)


def test_no_line_on_a_closed_account(in_harbour: Cast, purse: PurseAccounts) -> None:
    unit_id = Account.objects.get(pk=purse.bank).unit_id
    till = accounts.open_account(
        account=NewAccount(AccountKind.EXTERNAL, "till.gbp"), unit_id=unit_id, by=in_harbour.dev
    )
    entry = posted(in_harbour, purse.purse, till)
    posted(in_harbour, till, purse.purse)
    accounts.close_account(account_id=till, by=in_harbour.dev)
    assert refusal(entry, in_harbour) is AccountClosed
