"""The newest movements: as many as there is room for, none that is private, found in few steps."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from commonpurse.ledger.actions import journal_entries
from commonpurse.ledger.queries import latest as newest
from commonpurse.ledger.queries.accounts import PurseAccounts
from commonpurse.ledger.queries.latest import COUNTED_MAX, ROWS_SHOWN, Latest, latest
from commonpurse.ledger.rules.entries import Draft, Memo, moving
from commonpurse.ledger.rules.entry_kinds import NOTHING_HIDDEN, PRIVATE, EntryKind
from tests.cast import Cast
from tests.commonpurse.conftest import fill

NOV = date(2026, 11, 1)
IN = ("contribution", "gift", "opening")


def draft(purse: PurseAccounts, kind: str, on: date, amount: int = 100) -> Draft:
    out_of, into = (purse.bank, purse.purse) if kind in IN else (purse.purse, purse.bank)
    if kind == "promise":
        into = purse.commitment
    return Draft(
        key=str(uuid4()),
        kind=kind,
        memo=Memo(kind, words=f"{kind} of {on:%d %b}"),
        effective_on=on,
        lines=moving(amount, out_of=out_of, into=into),
    )


def post(cast: Cast, *drafts: Draft) -> list[UUID]:
    return [posted.entry_id for posted in journal_entries.post_many(entries=drafts, by=cast.dev)]


def titles(found: Latest) -> list[str]:
    return [line.title for line in found.lines]


def test_the_newest_come_first_and_no_more_than_there_is_room_for(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    days = [NOV + timedelta(days=place) for place in range(ROWS_SHOWN + 2)]
    post(in_harbour, *(draft(purse, "spend", on) for on in days))
    found = latest(NOV, hidden=PRIVATE)
    assert [line.on for line in found.lines] == days[: -ROWS_SHOWN - 1 : -1]
    assert found.private == 0
    assert {(line.unit, line.came_in, line.went_out, line.by) for line in found.lines} == {
        ("GBP", 0, 100, "Dev")
    }


def test_private_ones_are_counted_and_not_told(in_harbour: Cast, purse: PurseAccounts) -> None:
    ids = post(
        in_harbour,
        draft(purse, "contribution", date(2026, 11, 3)),
        draft(purse, "gift", date(2026, 11, 4)),
        draft(purse, "need_payment", date(2026, 10, 30)),
        draft(purse, "spend", date(2026, 10, 28)),
    )
    journal_entries.reverse(
        entry_id=ids[0], why="wrong", effective_on=date(2026, 11, 5), by=in_harbour.dev
    )
    found = latest(NOV, hidden=PRIVATE)
    assert titles(found) == ["What was there at the start", "spend of 28 Oct"]
    assert (found.private, found.many) == (3, False)
    shown = latest(NOV, hidden=NOTHING_HIDDEN)
    assert len(shown.lines) == 6
    assert shown.private == 0


def test_moves_inside_the_purse_are_no_movement_of_it(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    for kind in ("promise", "release", "need_promise_back"):
        post(in_harbour, draft(purse, kind, date(2026, 11, 3)))
    found = latest(NOV, hidden=PRIVATE)
    assert (titles(found), found.private) == (["What was there at the start"], 0)


def test_a_reversal_stands_beside_what_it_reverses(in_harbour: Cast, purse: PurseAccounts) -> None:
    (spend,) = post(in_harbour, draft(purse, "spend", date(2026, 11, 3)))
    journal_entries.reverse(
        entry_id=spend, why="twice", effective_on=date(2026, 11, 4), by=in_harbour.dev
    )
    back, first, _opening = latest(NOV, hidden=PRIVATE).lines
    assert (back.title, back.came_in, back.reverses_on) == ("Reversal: twice", 100, first.on)
    assert (first.went_out, first.reversed_on) == (100, back.on)
    assert back.is_pair
    assert first.is_pair


def test_each_unit_is_told_by_itself(in_harbour: Cast, purse: PurseAccounts) -> None:
    fill(in_harbour, 700, currency="EUR")
    found = latest(NOV, hidden=PRIVATE)
    assert {(line.unit, line.came_in) for line in found.lines} == {("GBP", 100_000), ("EUR", 700)}


def test_many_private_ones_are_not_counted_to_the_end(
    in_harbour: Cast, purse: PurseAccounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(in_harbour, *(draft(purse, "contribution", NOV) for _ in range(5)))
    monkeypatch.setattr(newest, "COUNTED_MAX", 3)
    found = latest(NOV, hidden=PRIVATE)
    assert (found.private, found.many) == (3, True)


@pytest.mark.django_db
def test_a_full_month_of_private_entries_is_walked_past_by_an_index(
    in_harbour: Cast, purse: PurseAccounts
) -> None:
    """With thousands of newer private entries, the plan reads few rows of the journal."""
    day = date(2026, 11, 9)
    for _ in range(4):
        post(in_harbour, *(draft(purse, "contribution", day, 1) for _ in range(500)))
    post(in_harbour, draft(purse, "spend", date(2026, 11, 2)))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = newest._of_kind(EntryKind.SPEND).explain(analyze=True)
    assert "journal_entry_by_kind" in plan
    assert "Rows Removed by Filter" not in plan
    found = latest(NOV, hidden=PRIVATE)
    assert titles(found)[0] == "spend of 02 Nov"
    assert (found.private, found.many) == (COUNTED_MAX, True)
