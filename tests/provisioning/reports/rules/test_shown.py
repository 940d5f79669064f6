"""Sums for everybody: too few people hide one, and the total that would tell it."""

from hypothesis import given
from hypothesis import strategies as st

from provisioning.reports.rules.shown import Shown, shown


def test_sums_of_many_are_shown_with_their_total() -> None:
    assert shown([10, 20, 30], [5, 6, 7], 5) == Shown((10, 20, 30), 60)


def test_a_sum_of_few_hides_with_the_total() -> None:
    assert shown([10, 20, 30], [2, 9, 6], 5) == Shown((None, 20, 30), None)


def test_what_nobody_gave_is_shown() -> None:
    assert shown([100, 200], [0, 0], 5) == Shown((100, 200), 300)


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 9)), min_size=1, max_size=15),
    st.integers(1, 6),
)
def test_all_reports_together_tell_no_sum_of_few(
    months: list[tuple[int, int]], window: int
) -> None:
    """A month after the other is closed; whoever keeps every report learns no more of a month
    than what stands behind itself."""
    for end in range(1, len(months) + 1):
        row = months[max(0, end - window) : end]
        told = shown([amount for amount, _ in row], [persons for _, persons in row], 5)
        few = [0 < persons < 5 for _, persons in row]
        assert [amount is None for amount in told.amounts] == few
        assert (told.total is None) == any(few)
