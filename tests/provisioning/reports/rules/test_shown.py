"""Sums for everybody: too few people hide one, and a second one with it."""

from provisioning.reports.rules.shown import Shown, shown


def test_sums_of_many_are_shown_with_their_total() -> None:
    assert shown([10, 20, 30], [5, 6, 7], 5) == Shown((10, 20, 30), 60)


def test_a_second_one_hides_where_the_total_would_tell_the_first() -> None:
    assert shown([10, 20, 30], [2, 9, 6], 5) == Shown((None, 20, None), 60)


def test_the_total_hides_where_nothing_else_helps() -> None:
    assert shown([10, 0, 500], [2, 0, 0], 5) == Shown((None, 0, 500), None)


def test_what_nobody_gave_is_shown() -> None:
    assert shown([100, 200], [0, 0], 5) == Shown((100, 200), 300)
