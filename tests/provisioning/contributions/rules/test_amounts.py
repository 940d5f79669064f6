"""Amounts as people type them become exact whole units, or are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.contributions.rules.amounts import (
    NotAnAmount,
    count_from,
    grams_from,
    minutes_from,
)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("1:30", 90),
        (" 1 : 30 ", 90),
        ("1h30", 90),
        ("1 h 30 m", 90),
        ("1.5", 90),
        ("1,5 h", 90),
        ("1.25", 75),
        ("2", 120),
        ("2 hours", 120),
        ("90 m", 90),
        ("90min", 90),
        ("0", 0),
        ("60", 3_600),
        ("\u0661", 60),
    ],
)
def test_minutes(words: str, minutes: int) -> None:
    assert minutes_from(words) == minutes


@pytest.mark.parametrize(
    "words", ["", "-1", "one", "1:75", "0.33", "1e3", "1:30:00", "²", "NaN", "9" * 40, "1;DROP"]
)
def test_no_minutes(words: str) -> None:
    with pytest.raises(NotAnAmount):
        minutes_from(words)


@pytest.mark.parametrize(
    ("words", "grams"), [("2.5", 2_500), ("2,5 kg", 2_500), ("0.001", 1), ("14", 14_000)]
)
def test_grams(words: str, grams: int) -> None:
    assert grams_from(words) == grams


@pytest.mark.parametrize("words", ["", "-1", "1.0001", "kg", "1 kg 2", "inf"])
def test_no_grams(words: str) -> None:
    with pytest.raises(NotAnAmount):
        grams_from(words)


@pytest.mark.parametrize("words", ["", "1.5", "-1", "three", "1 2"])
def test_no_count(words: str) -> None:
    with pytest.raises(NotAnAmount):
        count_from(words)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(words: str) -> None:
    for read in (minutes_from, grams_from, count_from):
        try:
            assert read(words) >= 0
        except NotAnAmount:
            continue


@given(st.integers(min_value=0, max_value=23), st.integers(min_value=0, max_value=59))
def test_clock_times_are_exact(hours: int, minutes: int) -> None:
    assert minutes_from(f"{hours}:{minutes:02}") == hours * 60 + minutes
