"""Where rows of the journal stand, and how private ones fold, whatever is asked."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules.journal import (
    Hidden,
    Place,
    UnreadablePlaceError,
    Wanted,
    folds,
    place_of,
    read_place,
)
from commonpurse.ledger.rules.statement import FOLDED_MIN

BANK, CASH, PURSE = UUID(int=1), UUID(int=2), UUID(int=3)
TODAY = date(2026, 11, 20)


def hidden(number: int, on: date, *, kind: str = "gift", out_of: UUID = BANK) -> Hidden:
    return Hidden(
        entry_id=UUID(int=100 + number),
        on=on,
        kind=kind,
        story_kind=kind,
        unit="GBP",
        amount=1 << number,
        out_of=(out_of,),
        into=(PURSE,),
    )


def test_a_place_is_read_as_it_is_written() -> None:
    place = place_of(TODAY, UUID(int=77))
    assert read_place(str(place)) == place
    assert place.of_entry


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "9",
        "2026-11-31.0.aa",
        "2026-11-20.2.aa",
        "2026-11-20.0.",
        "2026-11-20.0.A ",
        # No entry is called so.
        "2026-11-20.1.aa",
        f"2026-11-20.1.{'g' * 32}",
        f"2026-11-20.1.{'0' * 33}",
        # Days that no books cover, and behind which no month can be reckoned.
        "1999-12-31.0.aa",
        f"9999-12-31.1.{'0' * 32}",
    ],
)
def test_what_names_no_place_is_refused(text: str) -> None:
    with pytest.raises(UnreadablePlaceError):
        read_place(text)


def test_newest_is_greatest_and_folds_come_last_of_their_day() -> None:
    entry, fold = place_of(TODAY, UUID(int=1)), Place(TODAY, 0, "gift")
    assert place_of(date(2026, 11, 19), UUID(int=9)) < fold < entry < place_of(TODAY, UUID(int=2))


def test_too_few_tell_no_amount_and_stand_at_the_end_of_their_month() -> None:
    found = folds([hidden(0, date(2026, 10, 4)), hidden(1, date(2026, 11, 4))], today=TODAY)
    assert [(fold.place.on, fold.amount, fold.entries) for fold in found] == [
        (date(2026, 10, 31), None, 1),
        (TODAY, None, 1),
    ]


def test_by_bank_and_in_cash_is_told_together() -> None:
    ways = (BANK, BANK, CASH)
    (fold,) = folds(
        [hidden(n, date(2026, 11, 4), out_of=way) for n, way in enumerate(ways)], today=TODAY
    )
    assert (fold.amount, fold.out_of, fold.into) == (0b111, (BANK, CASH), (PURSE,))


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(from_on=date(2026, 11, 4), to_on=date(2026, 11, 4)), True),
        (Wanted(from_on=date(2026, 11, 5)), False),
        (Wanted(to_on=date(2026, 11, 3)), False),
        (Wanted(kind="gift"), True),
        (Wanted(kind="spend"), False),
        (Wanted(account_id=CASH), True),
        (Wanted(account_id=UUID(int=9)), False),
        (Wanted(unit="GBP"), True),
        (Wanted(unit="EUR"), False),
        (Wanted(fund_id=UUID(int=8)), False),
        (Wanted(words="Hana"), False),
        (Wanted(only_pairs=True), False),
        (Wanted(amount_unit="GBP", amount_from=1), False),
        (Wanted(amount_unit="GBP", amount_to=1), False),
    ],
)
def test_a_fold_is_asked_for_as_a_whole(wanted: Wanted, fits: bool) -> None:
    ways = (BANK, BANK, CASH)
    (fold,) = folds(
        [hidden(n, date(2026, 11, 4), out_of=way) for n, way in enumerate(ways)], today=TODAY
    )
    assert fold.fits(wanted, frozenset()) is fits


DAYS = st.dates(date(2026, 9, 1), date(2026, 11, 30))
ENTRIES = st.lists(st.tuples(DAYS, st.sampled_from(("gift", "contribution"))), max_size=24)


@given(ENTRIES)
def test_every_private_entry_is_in_one_fold_and_no_sum_is_of_too_few(
    asked: list[tuple[date, str]],
) -> None:
    entries = [hidden(number, on, kind=kind) for number, (on, kind) in enumerate(asked)]
    found = folds(entries, today=TODAY)
    assert sum(fold.entries for fold in found) == len(entries)
    assert len({fold.place for fold in found}) == len(found)
    for fold in found:
        assert (fold.amount is None) is (fold.entries < FOLDED_MIN)
    told = [fold.amount for fold in found if fold.amount is not None]
    # Each entry's amount is a bit of its own: sums share none, so no difference parts a fold.
    assert sum(told) == sum(1 << bit for bit in range(24) if any(sum_ >> bit & 1 for sum_ in told))
    assert all(sum_.bit_count() >= FOLDED_MIN for sum_ in told)
