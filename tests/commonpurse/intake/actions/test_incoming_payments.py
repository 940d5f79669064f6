"""Money that programs tell: kept once, entered once, refused by name; nothing else moves."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
import time_machine

from commonpurse.intake.actions import incoming_payments
from commonpurse.intake.models.incoming_payment import IncomingPayment
from commonpurse.intake.queries import incoming_payments as queries
from commonpurse.intake.refusals import BadItem, ItemKeyUsed, NoReason, SendingUsed, WrongNumber
from commonpurse.intake.rules.incoming import IncomingState, NewIncoming
from commonpurse.ledger.actions import accounts, journal_entries, periods
from commonpurse.ledger.models.entry_note import EntryNote
from commonpurse.ledger.models.journal_entry import JournalEntry
from commonpurse.ledger.queries.accounts import held
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.money import AMOUNT_MAX
from commonpurse.ledger.rules.ways import Way
from tests.cast import Cast
from tests.commonpurse.intake.tills import ON, TODAY, sale, states, tell, work_off
from tests.commonpurse.ledger.test_invariants import breaches
from unions.refusals import NotFound
from unions.states import MoveRefused


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day on which all of this happens."""
    with time_machine.travel(TODAY, tick=False):
        yield


def in_purse() -> int:
    return held("GBP")[AccountKind.PURSE]


def test_what_is_kept_waits_and_moves_no_money(in_harbour: Cast) -> None:
    taken = tell(in_harbour, sale("a"), sale("b"))
    assert [(row.key, row.state, row.replayed) for row in taken] == [
        ("a", "waiting", False),
        ("b", "waiting", False),
    ]
    assert (in_purse(), JournalEntry.objects.count()) == (0, 0)


def test_what_waits_is_entered_under_the_keepers_name(harbour: Cast) -> None:
    with harbour.scope():
        (cash,) = tell(harbour, sale("a", 350, words="=Bread & butter"))
        (bank,) = tell(harbour, sale("b", 1_000, way=Way.BANK), who="ana")
    work_off(harbour)
    with harbour.scope():
        assert in_purse() == 1_350
        for taken, keeper in ((cash, harbour.dev), (bank, harbour.ana)):
            entry = JournalEntry.objects.get(key=f"incoming:{taken.id}")
            assert (entry.kind, entry.effective_on, entry.posted_by_id) == ("gift", ON, keeper.pk)
            line = queries.show(taken.id)
            assert line is not None
            assert (line.state, line.entry_id, line.words) == ("entered", entry.pk, "")
        assert [note.words for note in EntryNote.objects.all()] == ["=Bread & butter"]
        assert breaches() == {}


def test_sent_again_it_is_the_same_before_and_after_it_is_entered(harbour: Cast) -> None:
    items = (sale("a", words="Bread"), sale("b"))
    with harbour.scope():
        first = tell(harbour, *items, sending="one")
        assert [row.id for row in tell(harbour, *items, sending="one")] == [r.id for r in first]
    work_off(harbour)
    with harbour.scope():
        again = tell(harbour, *items, sending="two", who="ana")
        assert [(r.id, r.state, r.replayed) for r in again] == [
            (row.id, "entered", True) for row in first
        ]
    assert work_off(harbour) == 0
    with harbour.scope():
        assert in_purse() == 700


@pytest.mark.parametrize("entered", [False, True])
@pytest.mark.parametrize(
    "other",
    [
        {"amount_minor": 351},
        {"way": Way.BANK},
        {"received_on": date(2026, 11, 13)},
        {"words": "Butter"},
    ],
)
def test_other_content_under_a_known_key_is_named_and_nothing_is_kept(
    harbour: Cast, other: dict[str, Any], *, entered: bool
) -> None:
    with harbour.scope():
        tell(harbour, sale("a", words="Bread"))
    if entered:
        work_off(harbour)
    with harbour.scope(), pytest.raises(ItemKeyUsed, match="Item 2"):
        tell(harbour, sale("new"), sale("a", **{"words": "Bread", **other}))
    with harbour.scope():
        assert set(states()) == {"a"}


def test_words_that_were_erased_hold_no_repeat_up(harbour: Cast) -> None:
    with harbour.scope():
        tell(harbour, sale("a", words="Bread"))
    work_off(harbour)
    with harbour.scope():
        EntryNote.objects.update(words="")
        (again,) = tell(harbour, sale("a", words="Bread"))
        assert again.replayed


def test_one_key_twice_in_a_sending(in_harbour: Cast) -> None:
    first, second = tell(in_harbour, sale("a"), sale("a"))
    assert first.id == second.id
    with pytest.raises(ItemKeyUsed, match="Item 2"):
        tell(in_harbour, sale("b"), sale("b", 1))
    assert set(states()) == {"a"}


def test_a_sending_brings_no_other_items_the_second_time(in_harbour: Cast) -> None:
    tell(in_harbour, sale("a"), sale("b"), sending="one")
    for items in ((sale("a"),), (sale("a"), sale("b"), sale("c")), (sale("c"),)):
        with pytest.raises(SendingUsed):
            tell(in_harbour, *items, sending="one")
    assert set(states()) == {"a", "b"}
    # Another keeper's names are their own.
    tell(in_harbour, sale("c"), sending="one", who="ana")


@pytest.mark.parametrize(
    "bad",
    [
        sale("two words"),
        sale("b", 0),
        sale("b", AMOUNT_MAX + 1),
        sale("b", currency="ZZZ"),
        sale("b", received_on=date(1900, 1, 1)),
        sale("b", received_on=date(2026, 11, 21)),
        sale("b", words="nul\0"),
    ],
)
def test_one_bad_item_keeps_all_out_and_is_named(in_harbour: Cast, bad: NewIncoming) -> None:
    with pytest.raises(BadItem, match="Item 2"):
        tell(in_harbour, sale("a"), bad)
    assert states() == {}


@pytest.mark.parametrize("count", [0, 1_001])
def test_no_item_and_too_many(in_harbour: Cast, count: int) -> None:
    with pytest.raises(WrongNumber):
        tell(in_harbour, *(sale(f"k{number}") for number in range(count)), sending="one")


def test_a_thousand_are_kept_in_as_many_trips_as_two(
    harbour: Cast, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with harbour.scope():
        # The keeper's union is read once, whatever follows.
        tell(harbour, sale("first"))
    for count in (2, 1_000):
        items = [sale(f"of-{count}-{number}") for number in range(count)]
        with harbour.scope(), django_assert_num_queries(TRIPS):
            tell(harbour, *items, sending=f"{count}")


TRIPS = 14


def test_batch_follows_batch_until_nothing_waits(
    harbour: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_payments, "BATCH_ROWS_MAX", 3)
    with harbour.scope():
        tell(harbour, *(sale(f"k{number}", number) for number in range(1, 9)))
    assert work_off(harbour) == 3
    with harbour.scope():
        assert set(states().values()) == {"entered"}
        assert (in_purse(), JournalEntry.objects.count()) == (36, 8)
        assert incoming_payments.drain() == 0


def test_closed_month_is_refused_and_holds_nothing_up(harbour: Cast) -> None:
    with harbour.scope():
        items = [sale(f"k{number}") for number in range(7)]
        items[4] = sale("late", received_on=date(2026, 10, 31))
        taken = tell(harbour, *items)
        periods.close_period(month=date(2026, 10, 1), by=harbour.dev)
    work_off(harbour)
    with harbour.scope():
        assert {key for key, state in states().items() if state != "entered"} == {"late"}
        line = queries.show(taken[4].id)
        assert line is not None
        assert (line.state, line.obstacle) == ("refused", "month-closed")
        assert "closed" in line.refusal
        assert in_purse() == 6 * 350
        assert breaches() == {}


def test_closed_account_is_refused(harbour: Cast) -> None:
    with harbour.scope():
        purse = accounts.open_purse(currency="GBP", by=harbour.dev)
        accounts.close_account(account_id=purse.cash, by=harbour.dev)
        tell(harbour, sale("a"))
    work_off(harbour)
    with harbour.scope():
        row = IncomingPayment.objects.get()
        assert (row.state, row.obstacle) == ("refused", "account-closed")


def test_more_than_the_books_can_count_is_refused(harbour: Cast) -> None:
    with harbour.scope():
        tell(harbour, sale("a", AMOUNT_MAX), sale("b", 1, way=Way.BANK))
    work_off(harbour)
    with harbour.scope():
        assert states() == {"a": "entered", "b": "refused"}
        assert IncomingPayment.objects.get(key="b").obstacle == "amount"
        assert in_purse() == AMOUNT_MAX


def test_entered_money_is_taken_back_in_the_journal(harbour: Cast) -> None:
    with harbour.scope():
        tell(harbour, sale("a"))
    work_off(harbour)
    with harbour.scope():
        entry_id = IncomingPayment.objects.get().entry_id
        assert isinstance(entry_id, UUID)
        journal_entries.reverse(
            entry_id=entry_id, why="entered twice", effective_on=ON, by=harbour.dev
        )
        assert in_purse() == 0
        assert breaches() == {}


def refused(cast: Cast) -> UUID:
    """One that the books refuse, since its month is closed."""
    with cast.scope():
        periods.close_period(month=date(2026, 10, 1), by=cast.dev)
        (taken,) = tell(cast, sale("late", received_on=date(2026, 10, 31)))
    work_off(cast)
    return taken.id


def test_a_refused_one_is_put_aside_once_with_a_reason(harbour: Cast) -> None:
    row_id = refused(harbour)
    with harbour.scope():
        with pytest.raises(NoReason):
            incoming_payments.put_aside(incoming_id=row_id, why="  ", by=harbour.ana)
        incoming_payments.put_aside(incoming_id=row_id, why="Sent anew", by=harbour.ana)
        line = queries.show(row_id)
        assert line is not None
        assert (line.state, line.put_aside_by, line.put_aside_why) == (
            "put_aside",
            "Ana",
            "Sent anew",
        )
        with pytest.raises(MoveRefused):
            incoming_payments.put_aside(incoming_id=row_id, why="Again", by=harbour.ana)


def test_what_waits_is_not_put_aside(in_harbour: Cast) -> None:
    (taken,) = tell(in_harbour, sale("a"))
    with pytest.raises(MoveRefused):
        incoming_payments.put_aside(incoming_id=taken.id, why="No", by=in_harbour.dev)


def test_another_unions_money_is_not_there(harbour: Cast, millrace: Cast) -> None:
    row_id = refused(harbour)
    with millrace.scope():
        assert queries.show(row_id) is None
        assert queries.page().lines == ()
        assert incoming_payments.drain() == 0
        with pytest.raises(NotFound):
            incoming_payments.put_aside(incoming_id=row_id, why="Mine", by=millrace.kit)
        # The same key is another union's own.
        (taken,) = tell(millrace, sale("late"), who="kit")
        assert not taken.replayed


def test_pages_go_on_where_they_ended(in_harbour: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "ROWS_SHOWN", 2)
    tell(in_harbour, *(sale(f"k{number}") for number in range(5)))
    seen, after = [], None
    while True:
        page = queries.page(state=IncomingState.WAITING, after=after)
        seen += [line.key for line in page.lines]
        after = page.more
        if after is None:
            break
    assert seen == ["k4", "k3", "k2", "k1", "k0"]
    assert queries.page(state=IncomingState.REFUSED).lines == ()
