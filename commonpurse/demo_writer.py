"""How the demo's books are written: a month's entries at once, with the rows that go with them."""

from datetime import date
from uuid import UUID

from commonpurse.demo_figures import Spend
from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, Source, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from commonpurse.ledger.rules.ways import Way
from commonpurse.pledges.models.pledge import Pledge
from commonpurse.spending.models.payment import Payment
from commonpurse.spending.rules.approvals import PaymentState
from unions.people.models.membership import Membership
from unions.tenancy.ids import uuid7

TWO_KEYS_MINOR = 15_000


class Writer:
    """Collects entries, and posts them in one statement."""

    def __init__(self, keepers: list[Membership]) -> None:
        """`keepers` are two: one enters, the other approves too."""
        self.keepers = keepers
        self.drafts: list[Draft] = []
        self.rows: list[tuple[str, Pledge | Payment]] = []

    def spend(
        self, purse: PurseAccounts, day: date, spend: Spend, amount: int, keeper: Membership
    ) -> None:
        """A payment outside of rounds: promised, then paid."""
        payment = self.paid(purse, day, amount, keeper)
        payment.words, payment.payee_words = spend.words, spend.payee
        source = Source("payment", payment.pk)
        route = (purse.purse, purse.commitment, amount)
        self.draft(EntryKind.PROMISE, day, route, words=spend.words, source=source)
        self.pay(purse, EntryKind.SPEND, payment, day, words=spend.words)

    def paid(self, purse: PurseAccounts, day: date, amount: int, keeper: Membership) -> Payment:
        """A payment that two keepers approved."""
        other = next(member for member in self.keepers if member != keeper)
        return Payment(
            currency=purse.currency,
            amount_minor=amount,
            two_keys_minor=TWO_KEYS_MINOR,
            state=PaymentState.PAID,
            requested_by=keeper,
            first_by=keeper,
            second_by=other,
            paid_by=keeper,
            paid_on=day,
            way=Way.BANK,
        )

    def pay(
        self,
        purse: PurseAccounts,
        kind: EntryKind,
        payment: Payment,
        day: date,
        words: str = "",
    ) -> None:
        """The entry that takes the promised money out."""
        route = (purse.commitment, purse.bank, payment.amount_minor)
        second: UUID | None = payment.second_by_id
        key = self.draft(
            kind, day, route, words=words, also_by_id=second, source=Source("payment", payment.pk)
        )
        self.rows.append((key, payment))

    def draft(
        self,
        kind: EntryKind,
        day: date,
        route: tuple[UUID, UUID, int],
        *,
        words: str = "",
        also_by_id: UUID | None = None,
        source: Source | None = None,
        count: int = 1,
    ) -> str:
        """An entry for the next `write`; its key."""
        out_of, into, amount = route
        key = f"demo:{uuid7()}"
        self.drafts.append(
            Draft(
                key=key,
                kind=kind,
                memo=Memo(kind, {"count": count}, words=words, also_by_id=also_by_id),
                effective_on=day,
                lines=moving(amount, out_of=out_of, into=into),
                source=source,
            )
        )
        return key

    def write(self, keeper: Membership) -> list[UUID]:
        """Posts what was drafted, in order of days, and keeps the rows that go with it."""
        self.drafts.sort(key=lambda draft: draft.effective_on)
        posted = journal_entries.post_many(entries=self.drafts, by=keeper)
        ids = {draft.key: done.entry_id for draft, done in zip(self.drafts, posted, strict=True)}
        for key, row in self.rows:
            row.entry_id = ids[key]
        Pledge.objects.bulk_create([row for _, row in self.rows if isinstance(row, Pledge)])
        Payment.objects.bulk_create([row for _, row in self.rows if isinstance(row, Payment)])
        self.drafts, self.rows = [], []
        return list(ids.values())
