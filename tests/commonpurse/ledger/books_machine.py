"""Hypothesis tells the books and a plain ledger the same, step by step; they must never differ."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from commonpurse.ledger.actions import accounts, periods
from commonpurse.ledger.actions.accounts import NewAccount
from commonpurse.ledger.actions.exchanges import Exchange
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.entries import Draft, Line
from tests.commonpurse.ledger import books_compared
from tests.commonpurse.ledger.both_ledgers import UNKNOWN, BothLedgers, Setting, changed, turned
from tests.commonpurse.ledger.plain_ledger import HOURS, TWO_KEYS, PlainAccount, opposite

STEPS_PER_EXAMPLE = 125
# More of one seed would mostly be copies of each other with one part changed.
EXAMPLES_PER_SEED = 10
COMPARED_EVERY = 10  # steps; what lies between them is compared when the example ends
# All of them are over, except the one of the last day, which never is.
MONTHS = [date(2025, month, 1) for month in range(1, 13)]
LAST = date(2099, 12, 31)
DAYS = [day for month in reversed(MONTHS) for day in (month.replace(day=28), month)]
NO_DAYS = [date(1999, 12, 31), date(2100, 1, 1)]
MOST = 2**63 - 1

places = st.integers(0, 17)
picks = st.integers(0, 60)
days = st.sampled_from([*DAYS, date(2025, 1, 31), LAST])
small = st.integers(-400, 400)
# Two that are equal, and two at the limit above which nobody takes back alone what they entered.
chosen = st.sampled_from([7, -7, TWO_KEYS, TWO_KEYS + 1])
few = st.integers(1, 60)
edges = st.sampled_from([MOST, -MOST - 1, 2**62, -(2**62), MOST + 1, 0])
extras = st.integers(-1, 1)
units = st.sampled_from(["GBP", "EUR", HOURS])
# What a batch holds: how an entry comes about, and the numbers that this takes.
Part = tuple[str, int, int, int, date]
WAYS = ("fresh", "fresh", "fresh", "repeat", "again", "change", "take back", "spoil", "brim")
parts = st.tuples(st.sampled_from(WAYS), picks, places, few, days)


class Books(BothLedgers, RuleBasedStateMachine):
    """Every step is done in the database and in the model; the answers must be the same."""

    shared: ClassVar[Setting]
    examples: ClassVar[int] = 0

    def __init__(self) -> None:
        RuleBasedStateMachine.__init__(self)
        BothLedgers.__init__(self, self.shared)
        self.steps = 0
        # The first of a seed is the simplest step again and again.
        self.counts = type(self).examples > 0
        type(self).examples += 1

    @initialize()
    def begin_with_something(self) -> None:
        """A thousand in both purses, and a thousand hours."""
        pairs = [("bank.gbp", "purse.gbp"), ("bank.eur", "purse.eur"), ("given", "hours")]
        moves = [
            self.move(self.coded(outside), self.coded(inside), 1_000, LAST, place=place)
            for place, (outside, inside) in enumerate(pairs)
        ]
        self.batch(moves)

    # ---- one entry -----------------------------------------------------------------------------

    @rule(
        unit=units,
        where=st.lists(st.integers(0, 8), min_size=2, max_size=5, unique=True),
        amounts=st.lists(small | chosen, min_size=4, max_size=4),
        on=days,
        words=st.sampled_from(["", "rent", "bread"]),
        over=st.sampled_from([0, 0, 0, 0, 0, 1]),
    )
    def post_lines(
        self, unit: str, where: list[int], amounts: list[int], on: date, words: str, over: int
    ) -> None:
        ids = self.of_unit(unit)
        named = list(dict.fromkeys(ids[place % len(ids)] for place in where))
        moved = amounts[: len(named) - 1]
        lines = map(Line, named, [*moved, over - sum(moved)])
        self.post(self.draft(tuple(lines), on, words=words))

    @rule(
        where=st.lists(places, min_size=1, max_size=5),
        amounts=st.lists(small | edges, min_size=5, max_size=5),
        on=days | st.sampled_from(NO_DAYS),
    )
    def post_anything(self, where: list[int], amounts: list[int], on: date) -> None:
        self.post(self.draft(tuple(map(Line, map(self.at, where), amounts)), on))

    @rule(one=places, other=places, far=places, beyond=places, amount=few, on=days)
    def post_in_two_units(
        self, one: int, other: int, far: int, beyond: int, amount: int, on: date
    ) -> None:
        pairs = [*self.pair(one, other)], [*self.pair(far, beyond)]
        lines = [
            line
            for size, (out_of, into) in enumerate(pairs, amount)
            for line in (Line(out_of, -size), Line(into, size))
        ]
        self.post(self.draft(tuple(lines), on))

    @rule(one=places, other=places, extra=extras, on=days)
    def spend_to_the_edge(self, one: int, other: int, extra: int, on: date) -> None:
        out_of, into = self.pair(one, other)
        self.post(self.move(out_of, into, self.holds(out_of) + extra, on))

    @rule(one=places, other=places, extra=extras, on=days)
    def fill_to_the_brim(self, one: int, other: int, extra: int, on: date) -> None:
        out_of, into = self.pair(one, other)
        self.post(self.move(out_of, into, MOST - self.holds(into) + extra, on))

    @rule(out_of=places, into=places, gives=st.integers(0, 60), gets=few, on=days)
    def exchange(self, out_of: int, into: int, gives: int, gets: int, on: date) -> None:
        key = f"x{len(self.model.entries)}"
        self.swap(Exchange(key, on, self.at(out_of), gives, self.at(into), gets))

    # ---- what stands already -------------------------------------------------------------------

    @rule(number=picks)
    def repeat(self, number: int) -> None:
        self.post(turned(self.pick(number)), self.ana)

    @rule(number=picks)
    def exchange_again(self, number: int) -> None:
        made = list(self.exchanges.values())
        for asked in made[number % len(made) :][:1] if made else ():
            self.swap(asked)

    @rule(number=picks, how=places)
    def contradict(self, number: int, how: int) -> None:
        self.post(changed(self.pick(number), how))

    @rule(
        number=picks,
        on=st.just(LAST) | days,
        why=st.sampled_from(["wrong", "twice"]),
        own=st.booleans(),
    )
    def take_back(self, number: int, on: date, why: str, own: bool) -> None:
        self.reverse(self.pick(number).key, why, on, self.dev if own else self.ana)

    @rule(number=picks, on=st.just(LAST) | days, how=places, many=st.booleans())
    def take_back_unasked(self, number: int, on: date, how: int, many: bool) -> None:
        draft = self.taking_back(self.pick(number), on, how, 0)
        self.batch([draft]) if many else self.post(draft)

    # ---- many at once --------------------------------------------------------------------------

    @rule(made=st.lists(parts, min_size=1, max_size=6))
    def post_batch(self, made: list[Part]) -> None:
        drafts: list[Draft] = []
        for part in made:
            drafts.append(self.part(part, drafts))
        self.batch(drafts)

    @rule(one=places, other=places, amount=few, extra=extras, late=st.booleans(), on=days)
    def bring_and_spend(
        self, one: int, other: int, amount: int, extra: int, late: bool, on: date
    ) -> None:
        inside, outside = self.pair(one, other)
        brings = self.move(outside, inside, amount, on)
        spends = self.move(inside, outside, self.holds(inside) + amount + extra, on, place=1)
        self.batch([spends, brings] if late else [brings, spends])

    @rule(one=places, other=places, amount=few, count=st.integers(1, 20))
    def collect(self, one: int, other: int, amount: int, count: int) -> None:
        out_of, into = self.pair(one, other)
        moves = [
            self.move(
                out_of, into, amount + place, DAYS[0] - timedelta(days=3 * place), place=place
            )
            for place in range(count)
        ]
        self.batch([*moves, turned(moves[0])])

    # ---- accounts and months -------------------------------------------------------------------

    @rule(
        kind=st.sampled_from(["fund", "income", "set_aside"]), place=st.integers(0, 3), unit=units
    )
    def open_account(self, kind: str, place: int, unit: str) -> None:
        code, unit_id = f"more.{place}", self.setting.units[unit]
        new = NewAccount(AccountKind(kind), code)
        action = partial(accounts.open_account, account=new, unit_id=unit_id, by=self.dev)
        told = self.told(self.model.not_opened(code, kind, unit), action)
        if told:
            found = self.model.accounts.setdefault(*told, PlainAccount(code, kind, unit))
            assert (found.code, found.kind, found.unit) == (code, kind, unit)

    @rule(one=places, other=places, on=days, emptied=st.booleans())
    def close_account(self, one: int, other: int, on: date, emptied: bool) -> None:
        id_ = self.at(one)
        if emptied and id_ != UNKNOWN:
            _, into = self.pair(one, other)
            self.post(self.move(id_, into, self.holds(id_), on))
        action = partial(accounts.close_account, account_id=id_, by=self.dev)
        if self.told(self.model.not_shut(id_), action):
            self.model.shut(id_)

    @rule(ahead=st.integers(-2, 3))
    def close_month(self, ahead: int) -> None:
        closed = sum(map(self.model.is_closed, MONTHS))
        far = {2: LAST, 3: NO_DAYS[1]}
        month = far.get(ahead) or MONTHS[min(max(closed + ahead, 0), len(MONTHS) - 1)]
        action = partial(periods.close_period, month=month, by=self.ana)
        if self.told(self.model.not_over(month), action):
            self.model.close_month(month)

    # ---- comparing -----------------------------------------------------------------------------

    @invariant()
    def agrees(self) -> None:
        """Count the step; what every account holds is compared after some of them."""
        self.steps += 1
        self.shared.steps += self.counts
        if self.steps % COMPARED_EVERY == 0:
            books_compared.balances(self.model)

    def teardown(self) -> None:
        """Compare every row, ask every law, and leave no trace."""
        self.leave()

    def part(self, part: Part, before: list[Draft]) -> Draft:
        """One entry of a batch that holds these already."""
        way, number, place, amount, on = part
        pair = self.pair(place, number)
        made: dict[str, Callable[[], Draft]] = {
            "repeat": lambda: turned(self.pick(number)),
            "again": lambda: turned(before[number % len(before)]),
            "change": lambda: changed(self.pick(number), place),
            "take back": lambda: self.taking_back(self.pick(number), on, place, len(before)),
            "spoil": lambda: self.move(
                self.at(number % 20), self.at(place), amount, on, place=len(before)
            ),
            "brim": lambda: self.move(*pair, MOST - self.holds(pair[1]), on, place=len(before)),
        }
        if way in made and (before or way != "again"):
            return made[way]()
        return self.move(*pair, amount, on, place=len(before))

    def taking_back(self, old: Draft, on: date, how: int, place: int) -> Draft:
        """The reversal of an entry as no keeper asks for it; one line too few now and then."""
        lines = opposite(old)[how % 4 == 0 :]
        draft = self.draft(lines, on, place=place)
        return replace(draft, kind="reversal", reverses_id=self.model.ids[old.key])


def run(setting: Setting, steps: int, seeds: Iterable[int]) -> None:
    """At least so many more steps, by as many seeds as it takes.

    Hypothesis makes some examples short and ends others early: so steps are counted, not examples.
    """
    aim = setting.steps + steps
    for number in seeds:
        machine = type("SeededBooks", (Books,), {"shared": setting})
        run_state_machine_as_test(
            seed(number)(machine),
            settings=settings(
                max_examples=EXAMPLES_PER_SEED,
                stateful_step_count=STEPS_PER_EXAMPLE,
                phases=(Phase.generate, Phase.shrink),
                suppress_health_check=list(HealthCheck),
                report_multiple_bugs=False,
            ),
        )
        if setting.steps >= aim:
            return
