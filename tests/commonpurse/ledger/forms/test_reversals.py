"""What a keeper says who takes an entry back."""

from datetime import date
from uuid import uuid4

import pytest

from commonpurse.ledger.forms.reversals import ReversalForm

ENTRY_ON, TODAY = date(2026, 11, 3), date(2026, 11, 20)


def form(**sent: str) -> ReversalForm:
    data = {"client_id": str(uuid4()), "reason": "twice", "words": "", "on": "2026-11-20", **sent}
    return ReversalForm(data, entry_on=ENTRY_ON, today=TODAY)


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({}, "entered twice"),
        ({"words": " roof felt "}, "entered twice: roof felt"),
        ({"reason": "other", "words": "the roof stood already"}, "the roof stood already"),
    ],
)
def test_the_reason_is_one_of_the_list_with_ones_own_words(sent: dict[str, str], why: str) -> None:
    filled = form(**sent)
    assert filled.is_valid()
    assert filled.why == why


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "bored"}, "reason"),
        ({"reason": "other"}, "words"),
        ({"words": "x" * 121}, "words"),
        ({"on": ""}, "on"),
        ({"on": "yesterday"}, "on"),
        ({"on": "2026-11-02"}, "on"),
        ({"on": "2026-11-21"}, "on"),
        ({"on": "1900-01-01"}, "on"),
        ({"on": "2100-01-01"}, "on"),
        ({"client_id": "x"}, "client_id"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(sent: dict[str, str], field: str) -> None:
    assert list(form(**sent).errors) == [field]


def test_an_entry_dated_ahead_may_be_taken_back_on_its_day() -> None:
    data = {"client_id": str(uuid4()), "reason": "never", "on": "2026-12-24"}
    assert ReversalForm(data, entry_on=date(2026, 12, 24), today=TODAY).is_valid()
