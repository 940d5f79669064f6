"""How many gifts stand behind the sums of a month."""

from datetime import date
from uuid import UUID, uuid4

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.aggregates import gifts_kept, gifts_of_before, gifts_undone
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.entry_kinds import EntryKind
from tests.cast import Cast

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
SPAN = (SEPTEMBER, date(2026, 10, 31))


def give(cast: Cast, purse: PurseAccounts, on: date, kind: EntryKind = EntryKind.GIFT) -> UUID:
    draft = Draft(
        str(uuid4()), kind, Memo(kind), on, moving(300, out_of=purse.cash, into=purse.purse)
    )
    return journal_entries.post(entry=draft, by=cast.dev).entry_id


def take_back(cast: Cast, entry_id: UUID, on: date) -> None:
    journal_entries.reverse(entry_id=entry_id, why="wrong", effective_on=on, by=cast.ana)


def test_gifts_are_counted_by_what_became_of_them(in_harbour: Cast, purse: PurseAccounts) -> None:
    cast = in_harbour
    for day in (1, 2):
        give(cast, purse, date(2026, 9, day))
    take_back(cast, give(cast, purse, date(2026, 9, 3)), date(2026, 9, 30))
    for day in (4, 5, 6):
        take_back(cast, give(cast, purse, date(2026, 9, day)), date(2026, 10, day))
    give(cast, purse, date(2026, 10, 7))
    give(cast, purse, date(2026, 10, 8), EntryKind.SPEND)
    assert gifts_kept(*SPAN) == {(SEPTEMBER, "GBP"): 5, (OCTOBER, "GBP"): 1}
    assert gifts_undone(*SPAN) == {(SEPTEMBER, "GBP"): 1}
    assert gifts_of_before(*SPAN) == {(OCTOBER, "GBP"): 3}
