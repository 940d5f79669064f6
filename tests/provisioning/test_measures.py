"""Quantities add up like with like, and only so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.measures import Quantity, Unit, UnlikeUnits, side_by_side, total

amounts = st.integers(min_value=-(10**12), max_value=10**12)
quantities = st.builds(Quantity, amounts, st.sampled_from(list(Unit)))


def test_unlike_units_never_add_up() -> None:
    hour, kilo = Quantity(60, Unit.MINUTE), Quantity(1_000, Unit.GRAM)
    with pytest.raises(UnlikeUnits):
        hour + kilo
    with pytest.raises(UnlikeUnits):
        hour - kilo
    with pytest.raises(UnlikeUnits):
        total([hour, kilo], Unit.MINUTE)


def test_python_s_own_sum_is_refused() -> None:
    with pytest.raises(TypeError):
        sum([Quantity(60, Unit.MINUTE), Quantity(30, Unit.MINUTE)])  # type: ignore[list-item]


def test_a_bare_number_is_no_quantity() -> None:
    with pytest.raises(UnlikeUnits):
        Quantity(60, Unit.MINUTE) + 30  # type: ignore[operator]


def test_the_sum_of_nothing_is_nothing_of_that_unit() -> None:
    assert total([], Unit.GRAM) == Quantity(0, Unit.GRAM)
    assert not total([], Unit.GRAM)


@given(st.lists(quantities))
def test_side_by_side_loses_and_mixes_nothing(given_quantities: list[Quantity]) -> None:
    sums = side_by_side(given_quantities)
    for unit in Unit:
        expected = sum(q.amount for q in given_quantities if q.unit is unit)
        assert sums.get(unit, Quantity(0, unit)) == Quantity(expected, unit)


@given(amounts, amounts)
def test_taking_back_restores(first: int, second: int) -> None:
    before, change = Quantity(first, Unit.PIECE), Quantity(second, Unit.PIECE)
    assert before + change - change == before
    assert before + -before == Quantity(0, Unit.PIECE)
