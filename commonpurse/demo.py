"""The purse's chapter of the demo: twelve months of invented money, ending in the story's figures.

Amounts in minor units. What a month pays out in its round is what brings the balance to where the
story wants it, so that the figures of the last evening hold on whatever day the demo begins.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from commonpurse.demo_beside import Beside
from commonpurse.demo_figures import FIGURES, Figures, Spend
from commonpurse.demo_writer import Writer
from commonpurse.ledger.actions import accounts, journal_entries, periods
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.entries import Source
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.pledges.rules.receipts import PledgeState
from commonpurse.spending.actions import payments
from commonpurse.spending.queries import availability
from commonpurse.spending.rules.wanted_payments import NewSpend
from unions.demo import Story
from unions.founding.actions.unions import set_policy
from unions.people.models.membership import Membership
from unions.rights import Office
from unions.tenancy.ids import uuid7

MONTHS_TOLD = 12
# The last whole months are still open, so that a newcomer sees both, and can close one.
MONTHS_LEFT_OPEN = 2
# How far the balance at the end of each month lies above that of the last one.
RISES = (
    60_000,
    110_000,
    40_000,
    90_000,
    20_000,
    75_000,
    130_000,
    50_000,
    85_000,
    30_000,
    65_000,
    0,
)
GIFT_STEP = 310
# No two people give or need the same; each pair of steps cancels out.
STEPS = (0, 2_500, -2_500, 4_000, -4_000, 1_000, -1_000, 6_000, -6_000)
PARTS = (5, 3, 8, 4, 6, 2, 7, 3, 5)


def tell(story: Story) -> None:
    """The chapter, in the scope of the story's union."""
    figures = FIGURES[story.union.slug]
    keepers = story.holding(Office.KEEPER)
    history(story=story, keepers=keepers, figures=figures)
    for number, spend in enumerate(figures.waiting):
        asked = NewSpend(
            uuid7(), spend.words, spend.payee, spend.amount_minor, story.union.currency
        )
        payment = payments.request(spend=asked, by=keepers[0])
        if number == 0:
            payments.approve(payment_id=payment.pk, by=keepers[0])
    for month in months_told(story.today)[: MONTHS_TOLD - MONTHS_LEFT_OPEN]:
        periods.close_period(month=month, by=keepers[month.month % len(keepers)])
    found = availability.sheet(story.union.currency)
    if (found.balance, found.reserve) != (figures.balance, figures.reserve):
        raise RuntimeError(f"The purse of {story.union.slug} does not end as the story has it.")


def history(*, story: Story, keepers: list[Membership], figures: Figures) -> None:
    """Twelve whole months and this one up to today; Σ of all is the story's balance."""
    currency, today = story.union.currency, story.today
    set_policy(key="reserve.floor_minor", value=figures.reserve)
    purse = accounts.open_purse(currency=currency, by=keepers[0])
    # Who decides on a round, and who pays it, receives nothing from it.
    busy = {member.pk for member in [*keepers, *story.holding(Office.CARE_CIRCLE)]}
    members = [*story.people.values()]
    payees = [member for member in members if member.pk not in busy]
    teller = Teller(purse, keepers, members, payees, figures, today)
    listed = months_told(today)
    before = figures.balance - teller.planned(listed[-1])
    ends = [before + rise for rise in RISES]
    teller.open(listed[0], before)
    there = before
    for month, end in zip(listed[:-1], ends, strict=True):
        teller.tell_month(month, round_minor=there + teller.planned(month) - end)
        there = end
    teller.tell_month(listed[-1], round_minor=0)


def months_told(today: date) -> list[date]:
    """The twelve whole months and this one, oldest first."""
    return months.ending_with(months.first_of(today), MONTHS_TOLD + 1)


class Teller:
    """Writes the months of one union, each in one statement."""

    def __init__(
        self,
        purse: PurseAccounts,
        keepers: list[Membership],
        members: list[Membership],
        payees: list[Membership],
        figures: Figures,
        today: date,
    ) -> None:
        """`members` are all adults, who give; `payees` those of them whom rounds may pay."""
        self.purse, self.keepers, self.members = purse, keepers, members
        self.payees, self.figures, self.today = payees, figures, today
        self.out = Writer(keepers)
        self.beside = Beside(self.out, figures, purse, months_told(today))

    def planned(self, month: date) -> int:
        """What the month leaves before its round, as far as it lies before tomorrow."""
        spent = sum(amount for _, _, amount in self.spends(month))
        spent += self.figures.twice.amount_minor if self.has_mistake(month) else 0
        came = sum(amount for _, amount in self.shares()) + self.gift(month)
        return came + self.beside.brings(month) - spent

    def shares(self) -> Iterator[tuple[Membership, int]]:
        """What each adult gives; together the share times their number."""
        even = len(self.members) - len(self.members) % 2
        for place, member in enumerate(self.members):
            step = STEPS[1 + place % 8] if place < even - even % 8 else 0
            yield member, self.figures.share + step

    def gift(self, month: date) -> int:
        """A gift of the month, the smaller the later in the year; none before its day."""
        return self.figures.gift_minor - month.month * 730 if self.told(month, 9) else 0

    def gifts(self, month: date) -> Iterator[int]:
        """What each of the month's givers gave, no two the same; together the gift of the month."""
        gift, givers = self.gift(month), self.figures.givers
        for place in range(givers if gift else 0):
            rest = gift % givers if not place else 0
            yield gift // givers + (place - givers // 2) * GIFT_STEP + rest

    def spends(self, month: date) -> Iterator[tuple[date, Spend, int]]:
        """The month's spends with their day and amount."""
        for spend in self.figures.spends:
            if self.told(month, spend.day):
                amount = spend.amount_minor + spend.moves_minor * (month.month % 5)
                yield month.replace(day=spend.day), spend, amount

    def has_mistake(self, month: date) -> bool:
        """Whether it is the month before this one."""
        return months.after(month) == months.first_of(self.today)

    def told(self, month: date, day: int) -> bool:
        """Whether this day of the month has been."""
        return month.replace(day=day) <= self.today

    def open(self, day: date, amount: int) -> None:
        """What was there at the start, and the reserve out of it."""
        purse = self.purse
        self.out.draft(EntryKind.OPENING, day, (purse.bank, purse.purse, amount))
        self.out.draft(EntryKind.RESERVE, day, (purse.purse, purse.reserve, self.figures.reserve))
        self.out.write(self.keepers[0])

    def tell_month(self, month: date, *, round_minor: int) -> None:
        """Contributions, a gift, spends, the round, and once a mistake that was put right."""
        keeper = self.keepers[month.month % len(self.keepers)]
        for member, amount in self.shares():
            self.give(member, amount, month, keeper)
        for day, spend, amount in self.spends(month):
            self.out.spend(self.purse, day, spend, amount, keeper)
        if round_minor:
            self.hand_out(month, round_minor, keeper)
        for gift in self.gifts(month):
            route = (self.purse.bank, self.purse.purse, gift)
            self.out.draft(EntryKind.GIFT, month.replace(day=9), route, words=self.figures.gift)
        self.beside.draft(month, keeper)
        self.out.write(keeper)
        self.beside.change(month, keeper)
        if self.has_mistake(month):
            self.put_right(month, keeper)

    def give(self, member: Membership, amount: int, day: date, keeper: Membership) -> None:
        """One contribution, promised and received on the same day."""
        pledge = Pledge(
            client_id=uuid7(),
            giver_id=member.person_id,
            currency=self.purse.currency,
            amount_minor=amount,
            promised_on=day,
            state=PledgeState.RECEIVED,
            received_by=keeper,
            received_on=day,
            way=Way.BANK,
        )
        route = (self.purse.bank, self.purse.purse, amount)
        key = self.out.draft(EntryKind.CONTRIBUTION, day, route, source=Source("pledge", pledge.pk))
        self.out.rows.append((key, pledge))

    def hand_out(self, month: date, total: int, keeper: Membership) -> None:
        """What a round gave, to nine people who change from month to month.

        What the ids of the round and of its needs stand for is told by the app above.
        """
        day, purse = month.replace(day=5), self.purse
        decided = Source("allocation_round", uuid7())
        amounts = [total * part // sum(PARTS) for part in PARTS]
        amounts[0] += total - sum(amounts)
        route = (purse.purse, purse.commitment, total)
        self.out.draft(EntryKind.PROMISE, day, route, source=decided, count=len(PARTS))
        for place, amount in enumerate(amounts):
            member = self.payees[(month.month * 5 + place) % len(self.payees)]
            payment = self.out.paid(purse, day, amount, keeper)
            payment.source_kind, payment.source_id = decided.kind, decided.id
            payment.need_kind, payment.need_id = "need", uuid7()
            payment.payee_id = member.person_id
            self.out.pay(purse, EntryKind.NEED_PAYMENT, payment, day)

    def put_right(self, month: date, keeper: Membership) -> None:
        """Something entered twice in the month before this one, and its reversal a day later."""
        spend, purse = self.figures.twice, self.purse
        day = month.replace(day=spend.day)
        for again in range(2):
            when = day + timedelta(days=again)
            route = (purse.purse, purse.bank, spend.amount_minor)
            self.out.draft(EntryKind.SPEND, when, route, words=spend.words)
        _, second = self.out.write(keeper)
        # It is above the limit: the other keeper takes back what this one entered.
        other = next(member for member in self.keepers if member != keeper)
        journal_entries.reverse(
            entry_id=second, why="entered twice", effective_on=day + timedelta(days=2), by=other
        )
