"""The books against a ledger of plain Python: the same answer to every step, the same balances."""

from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commonpurse.ledger import invariants
from commonpurse.ledger.actions import accounts, journal_entries
from commonpurse.ledger.models.account_balance import AccountBalance
from commonpurse.ledger.models.account_month import AccountMonth
from commonpurse.ledger.models.posting import Posting
from commonpurse.ledger.refusals import (
    BadLines,
    KeyUsed,
    NotReversible,
    PurseTooSmall,
    Unbalanced,
)
from commonpurse.ledger.rules.balance import Step, first_gap, fits, net_of
from commonpurse.ledger.rules.entries import Draft, Line, Memo
from commonpurse.refusals import PurseRefused
from tests.cast import Cast

LAWS = (
    invariants.entries_balance,
    invariants.entries_have_lines,
    invariants.balances_are_sums,
    invariants.running_balances_are_whole,
    invariants.reversals_restore,
    invariants.months_are_sums,
    invariants.flows_are_sums,
    invariants.closed_months_stay,
)
Refusals = tuple[type[PurseRefused], ...]
BIGINT = range(-(2**63), 2**63)
EXAMPLES, STEPS = 60, 40

small = st.integers(min_value=-400, max_value=400)
edges = st.sampled_from([2**63 - 1, -(2**63), 2**62, -(2**62), 2**63, 0])
places = st.lists(st.integers(0, 4), min_size=2, max_size=4, unique=True)
numbers = st.integers(0, 30)


Months = dict[UUID, tuple[int, int, int, int]]


def counted(months: Months, amounts: dict[UUID, int], held: set[UUID]) -> Months:
    """The month's sums after one more entry: added, taken, came in, went out per account.

    What the entry brought into the held accounts together stands at the one that moved most.
    """
    net = sum(amount for account, amount in amounts.items() if account in held)
    most = sorted(
        (account for account in amounts if account in held),
        key=lambda account: (-amounts[account] if net > 0 else amounts[account], account),
    )
    after = dict(months)
    for account, amount in amounts.items():
        flow = net if most and account == most[0] else 0
        change = (max(amount, 0), max(-amount, 0), max(flow, 0), max(-flow, 0))
        after[account] = cast(
            "tuple[int, int, int, int]",
            tuple(map(sum, zip(months[account], change, strict=True))),
        )
    return after


class PlainLedger:
    """What the books should say: floors, balances, entries by key, nothing else."""

    def __init__(self, ids: list[UUID], floors: list[int | None]) -> None:
        self.ids, self.floors = ids, dict(zip(ids, floors, strict=True))
        self.balances = dict.fromkeys(ids, 0)
        self.lines: dict[UUID, list[int]] = {account: [] for account in ids}
        self.months: Months = dict.fromkeys(ids, (0, 0, 0, 0))
        self.held = set(ids[:3])
        self.entries: dict[str, Draft] = {}
        self.reversed: set[str] = set()

    def expected(self, draft: Draft) -> Refusals:
        """The refusals that an entry under a new key deserves, none if it is good.

        Where two accounts are wrong in different ways, either is named; so are lines that do not
        add up and that no month can hold.
        """
        amounts = {line.account_id: line.amount for line in draft.lines}
        if not all(map(fits, amounts.values())):
            return (BadLines,)
        after = {account: self.balances[account] + amount for account, amount in amounts.items()}
        wrong: Refusals = ()
        if any(balance not in BIGINT for balance in after.values()):
            wrong += (BadLines,)
        if any(self.below_floor(account, balance) for account, balance in after.items()):
            wrong += (PurseTooSmall,)
        if wrong:
            return wrong
        if self.bursts_month(amounts):
            wrong += (BadLines,)
        if net_of([("GBP", amount) for amount in amounts.values()]):
            wrong += (Unbalanced,)
        return wrong

    def below_floor(self, account: UUID, balance: int) -> bool:
        """Whether the account may not hold this."""
        floor = self.floors[account]
        return floor is not None and balance < floor

    def bursts_month(self, amounts: dict[UUID, int]) -> bool:
        """Whether a sum of the month would be larger than the books can hold."""
        sums = counted(self.months, amounts, self.held)
        return any(value not in BIGINT for row in sums.values() for value in row)

    def write(self, draft: Draft) -> None:
        """Take the entry into the books."""
        self.entries[draft.key] = draft
        amounts = {line.account_id: line.amount for line in draft.lines}
        self.months = counted(self.months, amounts, self.held)
        for line in draft.lines:
            self.balances[line.account_id] += line.amount
            self.lines[line.account_id].append(line.amount)


class Books(RuleBasedStateMachine):
    """Posts, repeats, contradicts and reverses; every step in the database and in the model."""

    cast: Cast
    ids: list[UUID]

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.model = PlainLedger(self.ids, [0, 0, 0, None, None])
        self.posted: dict[str, UUID] = {}

    @initialize()
    def begin_with_something(self) -> None:
        self.attempt(self.draft([0, 3], [1_000, -1_000]))

    @rule(where=places, amounts=st.lists(small, min_size=4, max_size=4))
    def post_balanced(self, where: list[int], amounts: list[int]) -> None:
        chosen = amounts[: len(where) - 1]
        self.attempt(self.draft(where, [*chosen, -sum(chosen)]))

    @rule(where=places, amounts=st.lists(small | edges, min_size=4, max_size=4))
    def post_anything(self, where: list[int], amounts: list[int]) -> None:
        self.attempt(self.draft(where, amounts[: len(where)]))

    @precondition(lambda self: self.posted)
    @rule(number=numbers)
    def repeat(self, number: int) -> None:
        key = self.pick(number)
        turned = replace(
            self.model.entries[key], lines=tuple(reversed(self.model.entries[key].lines))
        )
        answer = journal_entries.post(entry=turned, by=self.cast.ana)
        assert (answer.entry_id, answer.replayed) == (self.posted[key], True)

    @precondition(lambda self: self.posted)
    @rule(number=numbers, amount=st.integers(1, 50))
    def contradict(self, number: int, amount: int) -> None:
        key = self.pick(number)
        other = (Line(self.ids[3], amount), Line(self.ids[4], -amount))
        if self.model.entries[key].lines != other:
            self.refused(replace(self.model.entries[key], lines=other, kind="other"), (KeyUsed,))

    @precondition(lambda self: self.posted)
    @rule(number=numbers)
    def reverse(self, number: int) -> None:
        key = self.pick(number)
        old = self.model.entries[key]
        back = replace(
            old,
            key=f"reverse:{self.posted[key]}",
            kind="reversal",
            memo=Memo("reversal"),
            lines=tuple(Line(line.account_id, -line.amount) for line in old.lines),
            reverses_id=self.posted[key],
        )
        expected = self.model.expected(back)
        if old.reverses_id is not None:
            expected = (NotReversible,)
        if key in self.model.reversed:
            assert self.reverse_it(key).replayed
        elif expected:
            with pytest.raises(expected):
                self.reverse_it(key)
        else:
            self.posted[back.key] = self.reverse_it(key).entry_id
            self.model.reversed.add(key)
            self.model.write(back)

    @invariant()
    def balances_agree(self) -> None:
        found = dict(AccountBalance.objects.values_list("account_id", "balance"))
        assert {account: found[account] for account in self.ids} == self.model.balances

    def teardown(self) -> None:
        """Compare every line, ask every law, and leave no trace."""
        try:
            for account in self.ids:
                found = Posting.objects.filter(account_id=account).order_by("account_seq")
                steps = [Step(p.account_seq, p.amount, p.balance_after) for p in found]
                assert [step.amount for step in steps] == self.model.lines[account]
                assert first_gap(steps) is None
            found_months = {
                row.account_id: (row.added, row.taken, row.came_in, row.went_out)
                for row in AccountMonth.objects.filter(account_id__in=self.ids)
            }
            told = {account: sums for account, sums in self.model.months.items() if any(sums)}
            assert found_months == told
            assert [breach for law in LAWS for breach in law()] == []
        finally:
            transaction.savepoint_rollback(self.start)

    def draft(self, where: list[int], amounts: list[int]) -> Draft:
        lines = tuple(Line(self.ids[w], a) for w, a in zip(where, amounts, strict=True))
        return Draft(f"k{len(self.posted)}", "gift", Memo("gift"), date(2026, 11, 3), lines)

    def pick(self, number: int) -> str:
        return list(self.posted)[number % len(self.posted)]

    def attempt(self, draft: Draft) -> None:
        expected = self.model.expected(draft)
        if expected:
            self.refused(draft, expected)
            return
        answer = journal_entries.post(entry=draft, by=self.cast.dev)
        assert not answer.replayed
        self.posted[draft.key] = answer.entry_id
        self.model.write(draft)

    def refused(self, draft: Draft, by_name: Refusals) -> None:
        with pytest.raises(by_name):
            journal_entries.post(entry=draft, by=self.cast.dev)

    def reverse_it(self, key: str) -> Any:
        return journal_entries.reverse(
            entry_id=self.posted[key],
            why="wrong",
            effective_on=date(2026, 11, 3),
            by=self.cast.ana,
        )


def machine(cast: Cast, ids: list[UUID]) -> type[Books]:
    """The machine on these accounts."""
    Books.cast, Books.ids = cast, ids
    return Books


def test_books_agree_with_a_plain_ledger(in_harbour: Cast) -> None:
    purse = accounts.open_purse(currency="GBP", by=in_harbour.dev)
    ids = [purse.purse, purse.reserve, purse.commitment, purse.bank, purse.cash]
    run_state_machine_as_test(
        machine(in_harbour, ids),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
