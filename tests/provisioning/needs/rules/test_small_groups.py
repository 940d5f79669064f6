"""Small groups hide, and with them what would give them away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from provisioning.needs.rules.small_groups import hidden

cells = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), min_size=4, max_size=4)


@settings(max_examples=200)
@given(cells, st.integers(1, 6))
def test_nothing_small_can_be_worked_out(persons: dict[str, int], least: int) -> None:
    hide, hide_total = hidden(persons, least)
    assert {cell for cell, count in persons.items() if 0 < count < least} <= hide
    if hide and not hide_total:
        assert len(hide) > 1
        assert sum(persons[cell] for cell in hide) >= least


def test_large_and_empty_groups_are_shown() -> None:
    assert hidden({"a": 3, "b": 0, "c": 12}, 3) == (frozenset(), False)


def test_the_smallest_other_group_hides_with_a_small_one() -> None:
    assert hidden({"a": 1, "b": 5, "c": 4}, 3) == (frozenset("ac"), False)


def test_alone_it_takes_the_total_with_it() -> None:
    assert hidden({"a": 2, "b": 0}, 3) == (frozenset("a"), True)
    assert hidden({"a": 1, "b": 1}, 3) == (frozenset("ab"), True)
