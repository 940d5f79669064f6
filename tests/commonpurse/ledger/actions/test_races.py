"""Many clients in the books at once, on real connections: nothing happens twice or half, and no
two of them ever wait for each other in a ring."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Any
from uuid import UUID

import pytest

from commonpurse.ledger.actions import accounts, journal_entries, periods
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.guards.journal_entries import check_can_reverse
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.refusals import (
    AccountNotEmpty,
    AlreadyReversed,
    KeyUsed,
    MonthClosed,
    NotReversible,
    UnknownAccount,
)
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Posted, moving
from tests.cast import Cast
from tests.commonpurse.conftest import fill
from tests.commonpurse.crowd import WRITERS, at_once, side_by_side
from tests.commonpurse.ledger.test_invariants import breaches

pytestmark = pytest.mark.django_db(transaction=True)

DAY = date(2026, 6, 3)
SENDINGS = 300
POSTS = 25
OPENED_WITH = 100_000
# Far more than anybody comes to.
TURNS_MAX = 5_000


@pytest.fixture
def full(transactional_db: None, harbour: Cast) -> Iterator[PurseAccounts]:
    """A purse with something in it; afterwards all books are whole."""
    with harbour.scope():
        purse = fill(harbour, OPENED_WITH)
    yield purse
    with harbour.scope():
        assert breaches() == {}


def gift(purse: PurseAccounts, key: str, amount: int = 5) -> Draft:
    """From the bank into the purse."""
    lines = moving(amount, out_of=purse.bank, into=purse.purse)
    return Draft(key, "gift", Memo("gift"), DAY, lines)


def lines_on(account_id: UUID) -> int:
    return Posting.objects.filter(account_id=account_id).count()


def test_one_key_sent_by_many_is_one_entry_and_one_answer(
    harbour: Cast, full: PurseAccounts
) -> None:
    draft = gift(full, "same", 700)
    others = [gift(full, "before"), draft, gift(full, "behind")]

    def send(number: int) -> list[Posted]:
        answers = []
        for turn in range(number, SENDINGS, WRITERS):
            with harbour.scope():
                # Alone and among others, since a repeat may come either way.
                if turn % 3:
                    answers.append(journal_entries.post(entry=draft, by=harbour.dev))
                else:
                    many = journal_entries.post_many(entries=others, by=harbour.ana)
                    answers.append(many[1])
        return answers

    answers = [answer for each in side_by_side(send) for answer in each]
    assert len(answers) == SENDINGS
    assert len({answer.entry_id for answer in answers}) == 1
    assert Counter(answer.replayed for answer in answers) == {True: SENDINGS - 1, False: 1}
    with harbour.scope():
        assert JournalEntry.objects.filter(key__in=["same", "before", "behind"]).count() == 3
        assert AccountBalance.objects.get(account_id=full.purse).balance == OPENED_WITH + 710


def test_one_key_with_other_content_from_each_is_one_entry(
    harbour: Cast, full: PurseAccounts
) -> None:
    def send(number: int) -> UUID:
        draft = gift(full, "contested", number + 1)
        return journal_entries.post(entry=draft, by=harbour.dev).entry_id

    answers = at_once(harbour, send)
    assert Counter(map(type, answers)) == {type: WRITERS - 1, UUID: 1}
    assert answers.count(KeyUsed) == WRITERS - 1


def mixed(ids: list[UUID], number: int, turn: int) -> tuple[Line, ...]:
    """Lines on some of the accounts, in an order that looks like chance and is none."""
    ordered = sorted(ids, key=lambda one: (one.int * (7 * number + 3 * turn + 1)) % 10_007)
    chosen = ordered[: 2 + (number + turn) % 4]
    return tuple(Line(one, 1 if place else 1 - len(chosen)) for place, one in enumerate(chosen))


def test_any_accounts_in_any_order_alone_and_in_batches(harbour: Cast, full: PurseAccounts) -> None:
    with harbour.scope():
        unit_id = Account.objects.get(pk=full.bank).unit_id
        ids = [full.bank, full.cash]
        for number in range(10):
            kind = AccountKind.EXTERNAL if number < 2 else AccountKind.INCOME
            account = NewAccount(kind=kind, code=f"a{number}")
            ids.append(accounts.open_account(account=account, unit_id=unit_id, by=harbour.dev))

    def send(number: int) -> int:
        made = 0
        for turn in range(POSTS):
            drafts = [
                replace(gift(full, f"{number}:{turn}:{n}"), lines=mixed(ids, number, turn + n))
                for n in range(1 + turn % 5)
            ]
            with harbour.scope():
                if len(drafts) == 1:
                    journal_entries.post(entry=drafts[0], by=harbour.dev)
                else:
                    journal_entries.post_many(entries=drafts, by=harbour.dev)
            made += len(drafts)
        return made

    # A ring would be broken by the database with an error, which would surface here.
    assert side_by_side(send) == [POSTS * 3] * WRITERS
    with harbour.scope():
        assert JournalEntry.objects.count() == 1 + WRITERS * POSTS * 3


def test_batches_that_share_keys_in_opposite_orders(harbour: Cast, full: PurseAccounts) -> None:
    drafts = [gift(full, f"shared {number:02}") for number in range(20)]

    def send(number: int) -> dict[str, UUID]:
        mine = drafts[::-1] if number % 2 else drafts[number:] + drafts[:number]
        answers = journal_entries.post_many(entries=mine, by=harbour.dev)
        return {draft.key: answer.entry_id for draft, answer in zip(mine, answers, strict=True)}

    first, *others = at_once(harbour, send)
    assert all(answer == first for answer in others)
    with harbour.scope():
        assert lines_on(full.purse) == 1 + len(drafts)


def come_and_go(cast: Cast, purse: PurseAccounts, fund: UUID, number: int) -> int:
    """How often something went into the fund and out again before it was closed; each time in one
    transaction, so that the fund is empty between them."""
    ways = (moving(3, out_of=purse.purse, into=fund), moving(3, out_of=fund, into=purse.purse))
    for turn in range(TURNS_MAX):
        pair = [
            replace(gift(purse, f"{number}:{turn}:{place}"), lines=way)
            for place, way in enumerate(ways)
        ]
        try:
            with cast.scope():
                if turn % 2:
                    journal_entries.post_many(entries=pair, by=cast.dev)
                else:
                    for draft in pair:
                        journal_entries.post(entry=draft, by=cast.dev)
        except UnknownAccount:
            return turn
    raise AssertionError("it was never closed")


def test_account_that_is_closed_while_others_post_to_it(harbour: Cast, full: PurseAccounts) -> None:
    with harbour.scope():
        unit_id = Account.objects.get(pk=full.bank).unit_id
        roof = NewAccount(kind=AccountKind.FUND, code="roof")
        fund = accounts.open_account(account=roof, unit_id=unit_id, by=harbour.dev)

    def work(number: int) -> int:
        if number:
            return come_and_go(harbour, full, fund, number)
        while True:
            with harbour.scope():
                if lines_on(fund) > 2 * WRITERS:
                    accounts.close_account(account_id=fund, by=harbour.dev)
                    return lines_on(fund)

    standing, *turns = side_by_side(work)
    with harbour.scope():
        row = AccountBalance.objects.get(account_id=fund)
        assert (row.closed, row.balance) == (True, 0)
        assert row.seq == lines_on(fund) == standing == 2 * sum(turns)
        with pytest.raises(AccountNotEmpty):
            accounts.close_account(account_id=full.purse, by=harbour.dev)


def test_month_that_is_closed_while_others_post_into_it(harbour: Cast, full: PurseAccounts) -> None:
    closed = Event()

    def in_june() -> int:
        with harbour.scope():
            return JournalEntry.objects.filter(effective_on__lt=date(2026, 7, 1)).count()

    def work(number: int) -> int:
        if number == 0:
            while in_june() < 2 * WRITERS:
                pass
            with harbour.scope():
                periods.close_period(month=date(2026, 6, 1), by=harbour.dev)
            closed.set()
            return in_june()
        for turn in range(TURNS_MAX):
            drafts = [gift(full, f"{number}:{turn}:{n}") for n in range(1 + turn % 3)]
            was_closed = closed.is_set()
            try:
                with harbour.scope():
                    if len(drafts) == 1:
                        journal_entries.post(entry=drafts[0], by=harbour.dev)
                    else:
                        journal_entries.post_many(entries=drafts, by=harbour.dev)
            except MonthClosed:
                return turn
            assert not was_closed
        raise AssertionError("it was never closed")

    standing, *_ = side_by_side(work)
    assert in_june() == standing


def test_reversal_by_many_happens_once(harbour: Cast, full: PurseAccounts) -> None:
    with harbour.scope():
        entry_id = journal_entries.post(entry=gift(full, "twice"), by=harbour.dev).entry_id

    def take_back(_: int) -> Any:
        return journal_entries.reverse(
            entry_id=entry_id, why="twice", effective_on=DAY, by=harbour.ana
        )

    answers = at_once(harbour, take_back)
    assert len({answer.entry_id for answer in answers}) == 1
    assert [answer.replayed for answer in answers].count(False) == 1


def test_the_same_reversal_that_was_quicker_is_answered(
    harbour: Cast, full: PurseAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes through between the look for its key and the look whether the entry is reversed."""
    asked: dict[str, Any] = {"why": "twice", "effective_on": DAY, "by": harbour.ana}
    with harbour.scope():
        entry_id = journal_entries.post(entry=gift(full, "twice"), by=harbour.dev).entry_id
        quicker: list[Any] = []

        def late(*args: Any) -> None:
            if not quicker:
                quicker.append(None)
                quicker[0] = journal_entries.reverse(entry_id=entry_id, **asked)
            check_can_reverse(*args)

        where = "commonpurse.ledger.actions.journal_entries.check_can_reverse"
        monkeypatch.setattr(where, late)
        answer = journal_entries.reverse(entry_id=entry_id, **asked)
        assert (answer.entry_id, answer.replayed) == (quicker[0].entry_id, True)
        with pytest.raises(AlreadyReversed):
            journal_entries.reverse(entry_id=entry_id, key="another", **asked)


def test_reversal_by_many_under_keys_of_their_own_happens_once(
    harbour: Cast, full: PurseAccounts
) -> None:
    with harbour.scope():
        entry_id = journal_entries.post(entry=gift(full, "twice"), by=harbour.dev).entry_id
    lines = moving(5, out_of=full.purse, into=full.bank)

    def take_back(number: int) -> Any:
        back = Draft(
            f"back {number}", "reversal", Memo("reversal"), DAY, lines, reverses_id=entry_id
        )
        return journal_entries.post(entry=back, by=harbour.ana).entry_id

    answers = at_once(harbour, take_back)
    assert answers.count(NotReversible) == WRITERS - 1
    with harbour.scope():
        assert JournalEntry.objects.filter(reverses_id=entry_id).count() == 1


def test_account_that_many_open_is_one(harbour: Cast, full: PurseAccounts) -> None:
    with harbour.scope():
        unit_id = Account.objects.get(pk=full.bank).unit_id
    roof = NewAccount(kind=AccountKind.FUND, code="roof")
    opened = at_once(
        harbour,
        lambda _: accounts.open_account(account=roof, unit_id=unit_id, by=harbour.dev),
    )
    assert len(set(opened)) == 1
    with harbour.scope():
        assert AccountBalance.objects.filter(account_id=opened[0]).count() == 1
