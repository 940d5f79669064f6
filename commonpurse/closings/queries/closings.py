"""What to look at before a month is closed."""

from dataclasses import dataclass
from datetime import date, datetime

from commonpurse.ledger.queries import evidence
from commonpurse.ledger.queries import months as books
from commonpurse.ledger.queries.months import Closed
from commonpurse.ledger.rules import months
from commonpurse.pledges.queries import pledges
from commonpurse.seals.queries import chains
from commonpurse.spending.queries import payments


@dataclass(frozen=True, slots=True)
class Prospect:
    """A month before it is closed. `unpaid` payments were decided on by its end and are not paid,
    `unseen` promises of money were made by then and no keeper has seen the money; `uneven` units
    do not add up to zero over all accounts, which cannot be. `before` are the open months before
    it, which close with it, oldest first. `closed` says that it is closed already, `is_sealed`
    that every entry of the books is under seal."""

    month: date
    is_over: bool
    closed: Closed | None
    unpaid: int
    unseen: int
    uneven: tuple[str, ...]
    is_sealed: bool
    before: tuple[date, ...]

    @property
    def can_close(self) -> bool:
        """Whether it is over and still open."""
        return self.is_over and self.closed is None


def prospect(month: date, *, now: datetime) -> Prospect:
    """What a keeper looks at before the month of this first day is closed; `now` on the union's own
    clock."""
    last_on = months.last_day(month)
    return Prospect(
        month=month,
        is_over=last_on < now.date(),
        closed=books.closing_of(month),
        unpaid=payments.unpaid(last_on),
        unseen=pledges.unseen(last_on),
        uneven=books.uneven(month),
        is_sealed=evidence.first_behind(chains.last_place(), posted_before=now) is None,
        before=_open_before(month),
    )


def due(*, today: date) -> date | None:
    """The newest month that is over, still open and not empty; None where there is none."""
    month = months.before(months.first_of(today))
    first = books.first_month()
    if first is None or first > month or books.closing_of(month) is not None:
        return None
    return month


def _open_before(month: date) -> tuple[date, ...]:
    """The months with books before this one that are open."""
    closed, first = books.last_closed(), books.first_month()
    start = months.after(closed) if closed else first
    listed = []
    while start is not None and start < month:
        listed.append(start)
        start = months.after(start)
    return tuple(listed)
