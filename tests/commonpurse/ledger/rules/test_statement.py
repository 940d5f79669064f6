"""Rows of a statement: private ones fold, and the sum stays."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonpurse.ledger.rules.balance import running
from commonpurse.ledger.rules.statement import Movement, rows

DAY = date(2026, 11, 1)
KINDS = ("spend", "contribution", "gift")


def move(number: int, kind: str, amount: int, day: int = 0, words: str = "") -> Movement:
    return Movement(
        entry_id=UUID(int=number),
        on=DAY + timedelta(days=day),
        kind=kind,
        story_kind=kind,
        amount=amount,
        words=words,
    )


def test_like_private_movements_of_a_day_are_one_row() -> None:
    moves = [
        move(1, "spend", -5, day=1),
        move(2, "contribution", 7, day=1),
        move(3, "contribution", 8, day=1),
        move(4, "contribution", 9, day=1),
        move(5, "contribution", 1, day=2),
        move(6, "contribution", 3, day=2),
        move(7, "contribution", 5, day=2),
    ]
    made = rows(100, moves, hidden=frozenset({"contribution"}))
    assert [(len(row.movements), row.came_in, row.went_out, row.balance) for row in made] == [
        (3, 24, 0, 124),
        (1, 0, 5, 119),
        (3, 9, 0, 128),
    ]
    assert [row.private for row in made] == [True, False, True]


def test_words_do_not_part_private_movements() -> None:
    moves = [move(n, "gift", 5 + n, words=words) for n, words in enumerate(("fair", "pier", ""))]
    (row,) = rows(0, moves, hidden=frozenset({"gift"}))
    assert (row.came_in, row.too_few) == (18, False)


@pytest.mark.parametrize("gifts", [1, 2])
def test_too_few_stand_behind_all_others_at_the_end_of_the_month(gifts: int) -> None:
    moves = [move(n, "gift", 70 + n, day=2) for n in range(gifts)]
    moves += [move(10, "spend", -5, day=4), move(11, "spend", -6, day=29)]
    made = rows(100, moves, hidden=frozenset({"gift"}))
    assert [row.too_few for row in made] == [False, False, True]
    # No balance between the rows has them in it.
    assert [row.balance for row in made[:-1]] == [95, 89]
    assert made[-1].on == date(2026, 11, 30)
    whole = rows(100, moves, hidden=frozenset())
    assert (whole[-1].balance, len(whole)) == (made[-1].balance, gifts + 2)
    assert not any(row.too_few for row in whole)


@given(
    opening=st.integers(-1000, 1000),
    drawn=st.lists(
        st.tuples(st.sampled_from(KINDS), st.integers(-99, 99), st.integers(0, 5)), max_size=30
    ),
    hidden=st.frozensets(st.sampled_from(KINDS)),
)
def test_rows_add_up_whatever_is_hidden(
    opening: int, drawn: list[tuple[str, int, int]], hidden: frozenset[str]
) -> None:
    moves = [move(n, kind, amount, day) for n, (kind, amount, day) in enumerate(drawn)]
    made = rows(opening, moves, hidden=hidden)
    balances = running(opening, [row.came_in - row.went_out for row in made])
    assert [row.balance for row in made] == balances
    assert sum(row.came_in - row.went_out for row in made) == sum(m.amount for m in moves)
    assert sum(len(row.movements) for row in made) == len(moves)
    assert [row.on for row in made] == sorted(row.on for row in made)
    assert all(row.on >= move.on for row in made for move in row.movements)
    assert not any(len(row.movements) > 1 for row in made if not row.private)


def test_few_private_movements_of_a_day_wait_for_others() -> None:
    moves = [move(n, "contribution", 10 + n, day=n) for n in range(4)]
    (row,) = rows(100, moves, hidden=frozenset({"contribution"}))
    assert (row.on, len(row.movements), row.came_in) == (DAY + timedelta(days=3), 4, 46)


def test_a_single_one_joins_a_full_day_rather_than_stand_alone() -> None:
    moves = [move(n, "contribution", 7, day=2) for n in range(3)]
    moves.append(move(9, "contribution", 5, day=1))
    (row,) = rows(0, moves, hidden=frozenset({"contribution"}))
    assert (row.on, row.came_in) == (DAY + timedelta(days=2), 26)


def test_a_day_begins_with_what_came_in_together_and_ends_with_what_went_out_together() -> None:
    """As it was: promised first, then paid. No balance lies below what was really there."""
    moves = [
        *(move(n, "contribution", 10) for n in range(10, 13)),
        move(1, "spend", 60),
        move(2, "spend", -80),
        *(move(n, "gift", -15) for n in range(3, 6)),
    ]
    made = rows(0, moves, hidden=frozenset({"contribution", "gift"}))
    assert [row.first.kind for row in made] == ["contribution", "spend", "spend", "gift"]
    assert [row.balance for row in made] == [30, 90, 10, -35]
