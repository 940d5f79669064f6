"""What lies beside the demo's purses: a fund for one purpose, and money of another country."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from commonpurse.demo_figures import Abroad, Figures
from commonpurse.demo_writer import Writer
from commonpurse.ledger.actions import accounts, exchanges, funds
from commonpurse.ledger.actions.exchanges import Exchange
from commonpurse.ledger.actions.funds import NewFund
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entry_kinds import EntryKind
from unions.people.models.membership import Membership
from unions.tenancy.ids import uuid7


class Beside:
    """Tells month by month what the figures say of it; nothing where they say nothing."""

    def __init__(
        self, out: Writer, figures: Figures, purse: PurseAccounts, listed: Sequence[date]
    ) -> None:
        """`listed` are the months told, oldest first; `purse` is the union's own."""
        self.out, self.purse = out, purse
        self.kept, self.abroad = figures.kept, figures.abroad
        self.places = {month: place for place, month in enumerate(listed)}
        self.fund = self._open_fund()
        self.other = self._open_other()

    def brings(self, month: date) -> int:
        """What it leaves in the union's own purse in a month, in minor units."""
        place = self.places[month]
        put_in = self.kept.put_in(place) if self.kept else 0
        return (self.abroad.changed_in(place) if self.abroad else 0) - put_in

    def draft(self, month: date, keeper: Membership) -> None:
        """The month's entries, for the next `write`."""
        place = self.places[month]
        for part in self.kept.parts if self.kept and self.fund else ():
            if part.place == place and self.fund:
                route = (self.purse.purse, self.fund, part.amount_minor)
                day = month.replace(day=part.day)
                self.out.draft(EntryKind.FUND_IN, day, route, words=part.words)
        if self.abroad and self.other:
            self._draft_abroad(self.abroad, self.other, month, keeper)

    def change(self, month: date, keeper: Membership) -> None:
        """Money of the other country changed into the union's own, where it is the month."""
        if not (self.abroad and self.other and self.brings(month) > 0):
            return
        part = self.abroad.changed
        exchanges.exchange(
            exchange=Exchange(
                key=f"demo:{uuid7()}",
                effective_on=month.replace(day=part.day),
                out_of=self.other.purse,
                gives=part.amount_minor,
                into=self.purse.purse,
                gets=self.abroad.gets_minor,
                words=part.words,
            ),
            by=keeper,
        )

    def _open_fund(self) -> UUID | None:
        if self.kept is None:
            return None
        currency, by = self.purse.currency, self.out.keepers[0]
        new = NewFund(self.kept.name, self.kept.purpose, restricted=True, currency=currency)
        fund_id = funds.open_fund(fund=new, by=by)
        return funds.account_in(fund_id=fund_id, currency=currency, by=by)

    def _open_other(self) -> PurseAccounts | None:
        if self.abroad is None:
            return None
        return accounts.open_purse(currency=self.abroad.currency, by=self.out.keepers[0])

    def _draft_abroad(
        self, abroad: Abroad, purse: PurseAccounts, month: date, keeper: Membership
    ) -> None:
        place = self.places[month]
        for part in abroad.gifts:
            if part.place == place:
                route = (purse.bank, purse.purse, part.amount_minor)
                day = month.replace(day=part.day)
                self.out.draft(EntryKind.GIFT, day, route, words=part.words)
        for at, spend in abroad.spends:
            if at == place:
                day = month.replace(day=spend.day)
                self.out.spend(purse, day, spend, spend.amount_minor, keeper)
