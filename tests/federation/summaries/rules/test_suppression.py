"""The privacy gate: what may leave and what may not."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from federation.summaries.rules import suppression
from federation.summaries.rules.suppression import Counted, flows

ALL = ("members", "work", "purse", "allocations", "unmet", "goods")
K = 5
PEOPLE = range(40)


def even(people: int, amount: int = 10, start: int = 0) -> dict[int, int]:
    """So many people with the same amount."""
    return {start + person: amount for person in range(people)}


def told(counted: Counted, sections: Any = ALL, k: int = K) -> dict[str, Any] | None:
    """The body."""
    return suppression.body(counted=counted, sections=sections, k=k)


def test_a_union_of_fewer_than_k_tells_nothing() -> None:
    assert told(Counted(members=range(4), work={"work.min": even(4)}, unmet={})) is None


@pytest.mark.parametrize(("people", "is_told"), [(0, False), (4, False), (5, True)])
def test_a_cell_needs_k_people(people: int, is_told: bool) -> None:
    body = told(Counted(members=PEOPLE, work={"work.min": even(people), "care.min": even(6)}))

    assert body is not None
    assert ("work.min" in body["work"]) is is_told
    assert body["work"]["care.min"] == {"n": 6, "sum": 60}


def test_people_with_nothing_do_not_count() -> None:
    assert not suppression.passes({**even(4), 9: 0}, K)


@pytest.mark.parametrize(
    ("amounts", "is_told"),
    [
        pytest.param([85, 5, 4, 3, 3], True, id="85 percent is the most"),
        pytest.param([86, 4, 4, 3, 3], False, id="one person above 85 percent"),
        pytest.param([50, 45, 2, 2, 1], True, id="the rest is a tenth of the largest"),
        pytest.param([50, 46, 2, 1, 1], False, id="the second could reckon the first"),
    ],
)
def test_nobody_dominates_a_cell(amounts: list[int], is_told: bool) -> None:
    assert suppression.passes(dict(enumerate(amounts)), K) is is_told


@pytest.mark.parametrize(
    ("members", "before", "step"), [(41, None, 41), (44, 41, 41), (46, 41, 46), (36, 41, 36)]
)
def test_members_move_in_steps(members: int, before: int | None, step: int) -> None:
    body = suppression.body(
        counted=Counted(members=range(members), unmet={}),
        sections=ALL,
        k=K,
        members_told=before,
    )

    assert body == {"members": step}


def test_only_sections_that_the_union_agreed_to() -> None:
    counted = Counted(
        members=PEOPLE, work={"work.min": even(9)}, money_in={"GBP": even(9)}, unmet={}
    )

    assert told(counted, sections=("purse",)) == {"purse": {"GBP": {"in": 90}}}
    assert told(counted, sections=()) is None


def test_a_hidden_tier_takes_a_second_one_with_it() -> None:
    allocations = {
        "survival.GBP": even(3),
        "health.GBP": even(6, start=10),
        "livelihood.GBP": even(9, start=20),
    }
    out = {"GBP": {**even(3), **even(6, start=10), **even(9, start=20)}}

    body = told(Counted(members=PEOPLE, allocations=allocations, money_out=out))

    assert body is not None
    assert set(body["allocations"]) == {"livelihood.GBP"}
    assert body["purse"] == {"GBP": {"out": 180}}


def test_without_a_second_tier_the_money_out_is_hidden() -> None:
    allocations = {"survival.GBP": even(3)}
    money = {"GBP": {**even(3), **even(9, start=20)}}

    body = told(Counted(members=PEOPLE, allocations=allocations, money_out=money, money_in=money))

    assert body == {"purse": {"GBP": {"in": 120}}}


@pytest.mark.parametrize("sections", [{"allocations"}, {"allocations", "purse"}])
def test_no_tier_is_told_from_which_a_hidden_one_is_what_is_left(sections: set[str]) -> None:
    """What went out may be known from elsewhere, also where this line does not tell it."""
    allocations = {"survival.GBP": even(9), "comfort.GBP": {1: 40_173}}
    out = {"GBP": {**even(9), 1: 40_183}}
    counted = Counted(members=PEOPLE, allocations=allocations, money_out=out)
    assert flows(counted=counted, sections=sections, k=K) == {}


def test_what_hidden_tiers_leave_together_is_not_one_persons() -> None:
    allocations = {
        "survival.GBP": {1: 3_000},
        "health.GBP": even(3, 100, start=10),
        "comfort.GBP": even(5, 100, start=20),
    }
    out = {"GBP": {**even(5, 100, start=20), **even(3, 100, start=10), 1: 3_000}}
    counted = Counted(members=PEOPLE, allocations=allocations, money_out=out)
    found = flows(counted=counted, sections={"allocations", "purse"}, k=3)
    assert found == {"purse": {"GBP": {"out": 3_800}}}, "a cell that may be told by itself"


def test_things_that_are_there_are_told_and_who_has_them_only_from_k() -> None:
    counted = Counted(
        members=PEOPLE,
        unmet={"health": even(4, 1), "comfort": even(5, 1)},
        available={"tools": 3, "books": 0},
        lent={"tools": even(4, 1), "bedding": even(6, 2)},
    )

    assert told(counted) == {
        "members": 40,
        "unmet": {"comfort": 5},
        "goods": {"tools": {"available": 3}, "bedding": {"lent": 12}},
    }


CELL = st.dictionaries(st.integers(0, 30), st.integers(0, 1000), max_size=20)
TIERS = ["survival.GBP", "health.GBP", "livelihood.GBP", "comfort.GBP"]


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(TIERS), CELL), CELL)
def test_no_hidden_tier_is_the_difference_of_what_is_shown(
    allocations: dict[str, dict[int, int]], others: dict[int, int]
) -> None:
    out: dict[int, int] = dict(others)
    for amounts in allocations.values():
        for person, amount in amounts.items():
            out[person] = out.get(person, 0) + amount
    body = told(Counted(members=PEOPLE, allocations=allocations, money_out={"GBP": out})) or {}

    if "out" not in body.get("purse", {}).get("GBP", {}):
        return
    hidden = [
        {p for p, a in amounts.items() if a}
        for cell, amounts in allocations.items()
        if cell not in body.get("allocations", {}) and any(amounts.values())
    ]
    assert not hidden or (len(hidden) >= 2 and len(set().union(*hidden)) >= K)


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from(["work.min", "care.min", "goods.g"]), CELL))
def test_every_cell_that_leaves_has_k_people_and_nobody_in_front(
    work: dict[str, dict[int, int]],
) -> None:
    body = told(Counted(members=PEOPLE, work=work)) or {}

    for cell, shown in body.get("work", {}).items():
        amounts = [a for a in work[cell].values() if a]
        assert shown == {"n": len(amounts), "sum": sum(amounts)}
        assert len(amounts) >= K
        assert 100 * max(amounts) <= 85 * sum(amounts)


@pytest.mark.parametrize(
    ("new", "may"),
    [
        pytest.param({"a": even(9)}, False, id="nothing changed"),
        pytest.param({"a": {**even(9), 0: 11}}, False, id="one person's correction"),
        pytest.param({"a": {**even(9), **even(5, 12)}}, True, id="five people's"),
        pytest.param({"a": even(9, 11), "b": even(2)}, False, id="a new cell of two"),
    ],
)
def test_a_correction_never_shows_what_few_have_changed(new: Any, may: bool) -> None:
    changed = suppression.changed_people({"a": even(9)}, new)

    assert suppression.may_correct(changed, K) is may


def test_k_is_the_strictest_and_never_under_three() -> None:
    assert suppression.highest_k(5, 7, 0) == 7
    assert suppression.highest_k(0, 1, 2) == 3
