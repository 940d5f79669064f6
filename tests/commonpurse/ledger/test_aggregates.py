"""What stands behind the sums of a month."""

from datetime import date
from uuid import UUID, uuid4

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.aggregates import gifts, taken_back
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from tests.cast import Cast

AUGUST, SEPTEMBER, OCTOBER = (date(2026, month, 1) for month in (8, 9, 10))
SPAN = (AUGUST, date(2026, 10, 31))


def give(cast: Cast, purse: PurseAccounts, on: date, kind: EntryKind = EntryKind.GIFT) -> UUID:
    lines = moving(300, out_of=purse.cash, into=purse.purse)
    return journal_entries.post(
        entry=Draft(str(uuid4()), kind, Memo(kind), on, lines), by=cast.dev
    ).entry_id


def test_months_in_which_something_private_was_taken_back(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    cast = in_harbour
    for day in (1, 2):
        give(cast, purse, date(2026, 8, day))
    spend = give(cast, purse, date(2026, 8, 3), EntryKind.SPEND)
    gift = give(cast, purse, date(2026, 9, 4))
    for entry_id, on in ((spend, SEPTEMBER.replace(day=9)), (gift, OCTOBER)):
        journal_entries.reverse(entry_id=entry_id, why="wrong", effective_on=on, by=cast.ana)
    assert gifts(*SPAN) == {(AUGUST, "GBP"): 2, (SEPTEMBER, "GBP"): 1}
    assert taken_back(*SPAN) == {(OCTOBER, "GBP")}
