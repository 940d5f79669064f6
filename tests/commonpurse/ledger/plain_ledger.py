"""A ledger of plain Python: what the books should answer and hold, said once more and otherwise.

It borrows from the books what an entry looks like and what their refusals are called, and reckons
everything else by itself.
"""

from collections import Counter
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from commonpurse.ledger.refusals import (
    AccountClosed,
    AccountNotEmpty,
    AlreadyReversed,
    BadDay,
    BadLines,
    GoneOutSince,
    IsReversal,
    KeyUsed,
    MixedHours,
    MonthClosed,
    MonthNotOver,
    NotReversible,
    OwnEntry,
    PurseTooSmall,
    ReversalTooEarly,
    SameUnit,
    Unbalanced,
    UnknownAccount,
)
from commonpurse.ledger.rules.entries import Draft, Line, Memo
from commonpurse.refusals import PurseRefused

Refusals = frozenset[type[PurseRefused]]
FINE: Refusals = frozenset()
BIGINT = range(-(2**63), 2**63)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
HELD = ("purse", "reserve", "commitment", "set_aside")
NEVER_BELOW_ZERO = (*HELD, "fund")
HOURS = "h"
# Above it nobody takes back alone what they entered; in the smallest part of a currency.
TWO_KEYS = 15_000


@dataclass(frozen=True)
class PlainAccount:
    """An account and what it holds."""

    code: str
    kind: str
    unit: str
    balance: int = 0
    lines: int = 0
    closed: bool = False

    def refuses(self, balance: int) -> Refusals:
        """Why it may not hold this."""
        beyond = {BadLines} if balance not in BIGINT else set()
        below = {PurseTooSmall} if balance < 0 and self.kind in NEVER_BELOW_ZERO else set()
        return frozenset(beyond | below)


class Written(NamedTuple):
    """A line as it stands in the books."""

    account: UUID
    number: int
    amount: int
    balance: int
    on: date
    key: str


class Sums(NamedTuple):
    """Of an account and month: added, taken, came into the purse, went out of it, rows."""

    added: int = 0
    taken: int = 0
    came: int = 0
    went: int = 0
    rows: int = 0


Months = dict[tuple[UUID, date], Sums]


@dataclass(frozen=True)
class Answer:
    """All that is wrong with an entry, each a name that the books may give; whether it repeats."""

    refusals: Refusals
    replayed: bool = False


def month_of(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def said(draft: Draft) -> object:
    """What two sendings under one key must have in common, beside the words."""
    lines = sorted((line.account_id, line.amount) for line in draft.lines)
    return replace(draft, memo=replace(draft.memo, words=""), lines=()), lines


def opposite(draft: Draft) -> tuple[Line, ...]:
    """The lines that take an entry back."""
    return tuple(Line(line.account_id, -line.amount) for line in draft.lines)


def out_of_form(draft: Draft) -> Refusals:
    """What is wrong with an entry, whatever the books hold."""
    amounts = [line.amount for line in draft.lines]
    bad = len(amounts) < 2 or any(amount == 0 or amount not in BIGINT for amount in amounts)
    lines = {BadLines} if bad else set()
    return frozenset(lines | (set() if FIRST_DAY <= draft.effective_on <= LAST_DAY else {BadDay}))


class PlainLedger:
    """Accounts, entries by key, lines in the order of writing, months; nothing clever."""

    def __init__(self) -> None:
        self.accounts: dict[UUID, PlainAccount] = {}
        self.entries: dict[str, Draft] = {}
        self.entered_by: dict[str, UUID] = {}
        self.ids: dict[str, UUID] = {}
        self.keys: dict[UUID, str] = {}
        self.taken_back: set[UUID] = set()
        self.lines: list[Written] = []
        self.months: Months = {}
        self.closings: list[date] = []

    def copy(self) -> "PlainLedger":
        """Another ledger of the same content: what is tried on it leaves this one alone."""
        other = copy(self)
        for name, held in vars(self).items():
            setattr(other, name, copy(held))
        return other

    # ---- what is written -----------------------------------------------------------------------

    def take(self, draft: Draft, by: UUID) -> Answer:
        """Write an entry and say what is wrong with it; whoever hears of any refusal throws this
        ledger away, and goes on with the one that it was copied from."""
        if refusals := out_of_form(draft):
            return Answer(refusals)
        known = self.entries.get(draft.key)
        if known is not None:
            words = {known.memo.words, draft.memo.words} - {""}
            same = said(known) == said(draft) and len(words) < 2
            return Answer(FINE if same else frozenset({KeyUsed}), replayed=True)
        refusals = self.wrong_with(draft)
        self.write(draft, by)
        return Answer(refusals)

    def write(self, draft: Draft, by: UUID) -> None:
        """Take the entry into the books."""
        self.months |= self.counted(draft)
        for id_, amount in self.known_lines(draft):
            account = self.accounts[id_]
            balance, number = account.balance + amount, account.lines + 1
            self.accounts[id_] = replace(account, balance=balance, lines=number)
            self.lines.append(Written(id_, number, amount, balance, draft.effective_on, draft.key))
        self.entries[draft.key], self.entered_by[draft.key] = draft, by
        if draft.reverses_id is not None:
            self.taken_back.add(draft.reverses_id)

    def name(self, key: str, id_: UUID) -> None:
        """Keep the id that the books gave an entry."""
        self.ids[key], self.keys[id_] = id_, key

    def counted(self, draft: Draft) -> Months:
        """The sums of this entry's accounts in its month after it.

        What an entry brings into the held accounts of a unit together, or takes out of them,
        stands at the one of them that moved most that way, the first of those by id.
        """
        lines = self.known_lines(draft)
        flows: Counter[UUID] = Counter()
        for unit in {self.accounts[id_].unit for id_, _ in lines}:
            inside = [line for line in lines if self.is_held(line[0], unit)]
            net = sum(amount for _, amount in inside)
            if net:
                sign = 1 if net > 0 else -1
                most = min(inside, key=lambda line: (-sign * line[1], line[0]))
                flows[most[0]] = net
        after: Months = {}
        for id_, amount in lines:
            key = (id_, month_of(draft.effective_on))
            old, flow = after.get(key, self.months.get(key, Sums())), flows[id_]
            after[key] = Sums(
                old.added + max(amount, 0),
                old.taken + max(-amount, 0),
                old.came + max(flow, 0),
                old.went + max(-flow, 0),
                old.rows + 1,
            )
        return after

    # ---- what is refused -----------------------------------------------------------------------

    def wrong_with(self, draft: Draft) -> Refusals:
        """Every refusal that an entry under a new key deserves; none if it is good."""
        wrong = set(self.wrong_accounts(draft) | self.wrong_sums(draft))
        if self.is_closed(draft.effective_on):
            wrong.add(MonthClosed)
        if draft.reverses_id is not None and not self.takes_back(draft):
            wrong.add(NotReversible)
        return frozenset(wrong)

    def wrong_accounts(self, draft: Draft) -> Refusals:
        """Accounts that are not open, are named twice, or may not hold what they would.

        Of an account that is named twice either line may be looked at first.
        """
        amounts: dict[UUID, list[int]] = {}
        for line in draft.lines:
            amounts.setdefault(line.account_id, []).append(line.amount)
        wrong: set[type[PurseRefused]] = set()
        for id_, moves in amounts.items():
            account = self.accounts.get(id_)
            if account is None or account.closed or len(moves) > 1:
                wrong.add(UnknownAccount)
            if account is not None:
                wrong |= account.refuses(account.balance + sum(max(move, 0) for move in moves))
                wrong |= account.refuses(account.balance + sum(min(move, 0) for move in moves))
        return frozenset(wrong)

    def wrong_sums(self, draft: Draft) -> Refusals:
        """Units that do not balance, hours beside another, months that cannot hold the sums."""
        nets: Counter[str] = Counter()
        for id_, amount in self.known_lines(draft):
            nets[self.accounts[id_].unit] += amount
        found = {
            Unbalanced: any(nets.values()),
            MixedHours: HOURS in nets and len(nets) > 1,
            BadLines: any(
                value not in BIGINT for sums in self.counted(draft).values() for value in sums
            ),
        }
        return frozenset(refusal for refusal, holds in found.items() if holds)

    def takes_back(self, draft: Draft) -> bool:
        """Whether the lines are exactly the opposite ones of an entry that still stands."""
        old = self.entry_of(draft.reverses_id)
        if old is None or old.reverses_id is not None or draft.reverses_id in self.taken_back:
            return False
        together: Counter[UUID] = Counter()
        for line in (*old.lines, *draft.lines):
            together[line.account_id] += line.amount
        return not any(together.values())

    def reversal(self, key: str, why: str, on: date) -> Draft:
        """What is posted when somebody takes this entry back."""
        return Draft(
            key=f"reverse:{self.ids[key]}",
            kind="reversal",
            memo=Memo("reversal", words=why),
            effective_on=on,
            lines=opposite(self.entries[key]),
            reverses_id=self.ids[key],
        )

    def not_reversible(self, key: str, back: Draft, by: UUID) -> Refusals:
        """Why this keeper may not take the entry back like this, before the books are asked."""
        if (refusals := out_of_form(back)) or back.key in self.entries:
            return refusals
        old, accounts = self.entries[key], [self.accounts[line.account_id] for line in back.lines]
        lines = list(zip(accounts, back.lines, strict=True))
        moved: Counter[str] = Counter()
        for account, line in lines:
            moved[account.unit] += max(-line.amount, 0) if account.unit != HOURS else 0
        found = {
            IsReversal: old.reverses_id is not None,
            AlreadyReversed: self.ids[key] in self.taken_back,
            OwnEntry: self.entered_by[key] == by and max(moved.values()) > TWO_KEYS,
            AccountClosed: any(account.closed for account in accounts),
            GoneOutSince: any(
                PurseTooSmall in account.refuses(account.balance + line.amount)
                for account, line in lines
            ),
            ReversalTooEarly: back.effective_on < old.effective_on,
        }
        return frozenset(refusal for refusal, holds in found.items() if holds)

    def not_exchanged(self, out_of: UUID, gives: int, into: UUID, gets: int) -> Refusals:
        """Why nothing can be exchanged between these, before the books are asked."""
        if gives <= 0 or gets <= 0:
            return frozenset({BadLines})
        if not {out_of, into} <= self.accounts.keys():
            return frozenset({UnknownAccount})
        units = {self.accounts[out_of].unit, self.accounts[into].unit}
        if len(units) == 1:
            return frozenset({SameUnit})
        return frozenset({MixedHours}) if HOURS in units else FINE

    def not_opened(self, code: str, kind: str, unit: str) -> Refusals:
        """Why no account can be opened, or found open, under this code."""
        for account in self.accounts.values():
            if account.code == code:
                if (account.kind, account.unit) != (kind, unit):
                    return frozenset({KeyUsed})
                return frozenset({UnknownAccount}) if account.closed else FINE
        return FINE

    def not_shut(self, id_: UUID) -> Refusals:
        """Why the account cannot be closed; an account with a balance never is."""
        account = self.accounts.get(id_)
        if account is None:
            return frozenset({UnknownAccount})
        return frozenset({AccountNotEmpty}) if account.balance else FINE

    def not_over(self, month: date) -> Refusals:
        """Why the month cannot be closed."""
        if not FIRST_DAY <= month <= LAST_DAY:
            return frozenset({BadDay})
        return frozenset({MonthNotOver}) if month_of(month) == month_of(LAST_DAY) else FINE

    # ---- what is known -------------------------------------------------------------------------

    def shut(self, id_: UUID) -> None:
        """Close an account."""
        self.accounts[id_] = replace(self.accounts[id_], closed=True)

    def close_month(self, month: date) -> None:
        """Close a month and all before it; an earlier one is closed already."""
        if not self.is_closed(month):
            self.closings.append(month)

    def is_closed(self, day: date) -> bool:
        """Whether nothing is dated onto this day any more."""
        return bool(self.closings) and month_of(day) <= self.closings[-1]

    def is_held(self, id_: UUID, unit: str) -> bool:
        """Whether the account is one of those that together are the purse in this unit."""
        account = self.accounts[id_]
        return account.unit == unit and account.kind in HELD

    def known_lines(self, draft: Draft) -> list[tuple[UUID, int]]:
        """The lines on accounts that exist."""
        return [
            (line.account_id, line.amount)
            for line in draft.lines
            if line.account_id in self.accounts
        ]

    def entry_of(self, id_: UUID | None) -> Draft | None:
        """The entry that the books gave this id."""
        return self.entries[self.keys[id_]] if id_ in self.keys else None
