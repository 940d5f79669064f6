"""The books and a plain ledger side by side: whoever is told something, both are."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from commonpurse.ledger.actions import accounts, exchanges, journal_entries
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.actions.exchanges import Exchange
from commonpurse.ledger.actions.units import open_unit
from commonpurse.ledger.models.account import Account
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Line, Memo, Posted
from commonpurse.ledger.rules.units import UnitKind
from commonpurse.refusals import PurseRefused
from tests.cast import Cast
from tests.commonpurse.ledger import books_compared
from tests.commonpurse.ledger.plain_ledger import (
    FINE,
    HOURS,
    Answer,
    PlainAccount,
    PlainLedger,
    Refusals,
)
from unions.people.models.membership import Membership

T = TypeVar("T")
UNKNOWN = UUID(int=7)


@dataclass
class Setting:
    """The accounts that every example begins with, and what became of what was asked in all."""

    cast: Cast
    units: dict[str, UUID]
    known: dict[UUID, PlainAccount]
    steps: int = 0
    examples: int = 0
    seen: Counter[str] = field(default_factory=Counter)


def prepare(cast: Cast) -> Setting:
    """Purses in two currencies with an account of trade in each, and two accounts of hours."""
    by = cast.dev
    with cast.scope():
        for currency in ("GBP", "EUR"):
            accounts.open_purse(currency=currency, by=by)
        hours = open_unit(code=HOURS, scale=2, kind=UnitKind.HOURS, by=by)
        for code, kind in (("hours", AccountKind.PURSE), ("given", AccountKind.INCOME)):
            accounts.open_account(account=NewAccount(kind=kind, code=code), unit_id=hours, by=by)
        rows = list(Account.objects.select_related("unit").order_by("code"))
        units = {row.unit.code: row.unit_id for row in rows}
        for unit in sorted(units.keys() - {HOURS}):
            exchanges.open_trading(unit_id=units[unit], by=by)
        rows = list(Account.objects.select_related("unit").order_by("unit__code", "code"))
    known = {row.pk: PlainAccount(row.code, row.kind, row.unit.code) for row in rows}
    return Setting(cast, units, known)


class BothLedgers:
    """One example: its transaction, the model, and ways to ask both the same."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.dev, self.ana = setting.cast.dev, setting.cast.ana
        self.room = ExitStack()
        self.room.enter_context(setting.cast.scope())
        self.model = PlainLedger()
        self.model.accounts |= setting.known
        self.exchanges: dict[str, Exchange] = {}

    def leave(self) -> None:
        """Compare every row, ask every law, and leave no trace."""
        try:
            # What a step has found already is not said once more.
            if not isinstance(sys.exc_info()[1], Exception):
                books_compared.everything(self.model)
        finally:
            transaction.set_rollback(True)
            self.room.close()
        self.setting.examples += 1

    # ---- asking both ---------------------------------------------------------------------------

    def told(self, expected: Refusals, action: Callable[[], T]) -> tuple[T] | None:
        """What the books answer, in a tuple; None where they refuse it by a name that fits."""
        answer = asked(action)
        if isinstance(answer, PurseRefused):
            assert type(answer) in expected, f"{answer!r}, expected {expected}"
            self.setting.seen[type(answer).__name__] += 1
            return None
        assert not expected, f"{answer}, expected {expected}"
        return answer

    def post(self, draft: Draft, by: Membership | None = None) -> None:
        """One entry by itself."""
        keeper = by or self.dev
        self.enter([draft], keeper, lambda: [journal_entries.post(entry=draft, by=keeper)])

    def batch(self, drafts: Sequence[Draft]) -> None:
        """Entries in one trip, all or none."""
        kept = self.enter(
            drafts, self.dev, lambda: journal_entries.post_many(entries=drafts, by=self.dev)
        )
        self.setting.seen["batch taken" if kept else "batch refused"] += 1

    def swap(self, asked: Exchange) -> None:
        """An exchange, which is an entry of four lines, under the same key again a repeat."""
        expected = self.model.not_exchanged(asked.out_of, asked.gives, asked.into, asked.gets)
        if expected:
            self.told(expected, lambda: exchanges.exchange(exchange=asked, by=self.dev))
            return
        trade = [self.coded(f"trading.{self.unit(end)}") for end in (asked.out_of, asked.into)]
        lines = (
            Line(asked.out_of, -asked.gives),
            Line(trade[0], asked.gives),
            Line(trade[1], -asked.gets),
            Line(asked.into, asked.gets),
        )
        draft = Draft(asked.key, "exchange", Memo("exchange"), asked.effective_on, lines)
        if self.enter([draft], self.dev, lambda: [exchanges.exchange(exchange=asked, by=self.dev)]):
            self.exchanges[asked.key] = asked

    def reverse(self, key: str, why: str, on: date, by: Membership) -> None:
        """Take an entry back, as a keeper does."""
        back, id_ = self.model.reversal(key, why, on), self.model.ids[key]
        self.enter(
            [back],
            by,
            lambda: [journal_entries.reverse(entry_id=id_, why=why, effective_on=on, by=by)],
            self.model.not_reversible(key, back, by.pk),
        )

    def enter(
        self,
        drafts: Sequence[Draft],
        by: Membership,
        action: Callable[[], list[Posted]],
        before: Refusals = FINE,
    ) -> bool:
        """Whether both took the drafts; `before` is what is refused without asking the books."""
        trial = self.model.copy()
        answers = [trial.take(draft, by.pk) for draft in drafts]
        told = self.told(before or FINE.union(*(a.refusals for a in answers)), action)
        if told is None:
            return False
        for draft, answer, posted in zip(drafts, answers, *told, strict=True):
            self.agree(trial, draft, answer, posted)
        self.model = trial
        return True

    def agree(self, trial: PlainLedger, draft: Draft, answer: Answer, posted: Posted) -> None:
        """A repeat answers with the entry that stands, a new entry has an id of its own."""
        assert posted.replayed == answer.replayed
        assert (posted.entry_id in trial.keys) == posted.replayed
        if posted.replayed:
            assert trial.keys[posted.entry_id] == draft.key
        trial.name(draft.key, posted.entry_id)
        self.setting.seen["repeat" if posted.replayed else "entry"] += 1

    # ---- what can be asked for -----------------------------------------------------------------

    def at(self, place: int) -> UUID:
        """An account by its place, and one of nowhere behind the last."""
        ids = list(self.model.accounts)
        return ids[place] if place < len(ids) else UNKNOWN

    def coded(self, code: str) -> UUID:
        """The account of this code."""
        return next(id_ for id_, account in self.model.accounts.items() if account.code == code)

    def unit(self, id_: UUID) -> str:
        """The account's unit, as codes of accounts name it."""
        return self.model.accounts[id_].unit.lower()

    def of_unit(self, unit: str) -> list[UUID]:
        """The accounts of one unit; hours and each currency have two at least."""
        return [id_ for id_, account in self.model.accounts.items() if account.unit == unit]

    def pair(self, one: int, other: int) -> tuple[UUID, UUID]:
        """Two accounts of one unit, never the same."""
        ids = list(self.model.accounts)
        first = ids[one % len(ids)]
        rest = [id_ for id_ in self.of_unit(self.model.accounts[first].unit) if id_ != first]
        return first, rest[other % len(rest)]

    def holds(self, id_: UUID) -> int:
        """What the account holds."""
        return self.model.accounts[id_].balance

    def pick(self, number: int) -> Draft:
        """An entry that stands."""
        drafts = list(self.model.entries.values())
        return drafts[number % len(drafts)]

    def draft(self, lines: tuple[Line, ...], on: date, *, place: int = 0, words: str = "") -> Draft:
        """An entry under a key that no entry has; `place` is its place in a batch."""
        key = f"k{len(self.model.entries) + place}"
        return Draft(key, "gift", Memo("gift", words=words), on, lines)

    def move(self, out_of: UUID, into: UUID, amount: int, on: date, *, place: int = 0) -> Draft:
        """So much from one account into another."""
        return self.draft((Line(out_of, -amount), Line(into, amount)), on, place=place)


def asked(action: Callable[[], T]) -> tuple[T] | PurseRefused:
    """What an action answers, in a tuple, or its refusal."""
    try:
        return (action(),)
    except PurseRefused as refusal:
        return refusal


def turned(draft: Draft) -> Draft:
    """The same entry, its lines in another order."""
    return replace(draft, lines=draft.lines[::-1])


def changed(draft: Draft, how: int) -> Draft:
    """The key of one entry with the content of another; now and then only other words."""
    first, *others = draft.lines
    ways = (
        replace(draft, kind="other"),
        replace(draft, effective_on=date(2025, 12, 30)),
        replace(draft, memo=replace(draft.memo, words="other")),
        replace(draft, memo=replace(draft.memo, numbers={"copies": 2})),
        replace(draft, lines=(replace(first, amount=first.amount + 1), *others)),
        replace(draft, reverses_id=None if draft.reverses_id else UNKNOWN),
    )
    return ways[how % len(ways)]
