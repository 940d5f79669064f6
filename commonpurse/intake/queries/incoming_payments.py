"""What programs told about money that came in, as keepers see it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonpurse.intake.models.incoming_payment import IncomingPayment
from commonpurse.intake.rules.incoming import IncomingState, Obstacle
from commonpurse.ledger.rules.ways import Way

ROWS_SHOWN = 25


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """Money that came in, in minor units of `currency`; `refusal` says in words why the books
    refused it, `obstacle` by its code. Once it is entered, its words stand beside its entry."""

    id: UUID
    key: str
    state: IncomingState
    amount_minor: int
    currency: str
    way: Way
    received_on: date
    words: str
    told_by: str
    entry_id: UUID | None
    obstacle: str
    refusal: str
    put_aside_by: str
    put_aside_why: str


@dataclass(frozen=True, slots=True)
class IncomingPage:
    """A page, newest first; `more` is what to ask for `after` to go on, None at the end."""

    lines: tuple[IncomingLine, ...]
    more: UUID | None


def page(*, state: IncomingState | None = None, after: UUID | None = None) -> IncomingPage:
    """What was told before the row `after`, ROWS_SHOWN at most, of one state or of all."""
    rows = _rows().order_by("-id")
    if state is not None:
        rows = rows.filter(state=state)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: ROWS_SHOWN + 1])
    shown = found[:ROWS_SHOWN]
    return IncomingPage(
        tuple(_line(row) for row in shown), shown[-1].pk if len(found) > ROWS_SHOWN else None
    )


def show(incoming_id: UUID) -> IncomingLine | None:
    """One of them; None if there is none here."""
    row = _rows().filter(pk=incoming_id).first()
    return _line(row) if row else None


def _rows() -> QuerySet[IncomingPayment]:
    return IncomingPayment.objects.select_related("told_by__person", "put_aside_by__person")


def _line(row: IncomingPayment) -> IncomingLine:
    aside = row.put_aside_by
    return IncomingLine(
        id=row.pk,
        key=row.key,
        state=IncomingState(row.state),
        amount_minor=row.amount_minor,
        currency=row.currency,
        way=Way(row.way),
        received_on=row.received_on,
        words=row.words,
        told_by=row.told_by.person.display_name,
        entry_id=row.entry_id,
        obstacle=row.obstacle,
        refusal=_in_words(row.obstacle),
        put_aside_by=aside.person.display_name if aside else "",
        put_aside_why=row.put_aside_why,
    )


def _in_words(obstacle: str) -> str:
    return (
        {
            Obstacle.MONTH_CLOSED: _(
                "The books of its month are closed. Send it anew under another key, with "
                "a day in an open month."
            ),
            Obstacle.ACCOUNT_CLOSED: _("The account that it would go through is closed."),
            Obstacle.AMOUNT: _("With this amount the purse would hold more than can be counted."),
            Obstacle.DAY: _("Its day is outside of what the books cover."),
            Obstacle.OTHER: _("The books did not take it. Please look into it."),
        }.get(Obstacle(obstacle), "")
        if obstacle
        else ""
    )
