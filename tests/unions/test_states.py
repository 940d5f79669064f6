"""What is not in the table is refused."""

import pytest
from django.db.models import Q

from unions.states import MoveRefused, States

TABLE = States({"asked": {"accepted", "withdrawn"}, "accepted": {"met"}})


def test_only_listed_moves_are_allowed() -> None:
    assert TABLE.allow("asked", "accepted")
    assert not TABLE.allow("accepted", "asked")
    assert not TABLE.allow("asked", "asked")
    assert not TABLE.allow("unheard of", "asked")


def test_a_state_that_is_only_a_goal_is_an_end() -> None:
    assert dict(TABLE) == {
        "asked": {"accepted", "withdrawn"},
        "accepted": {"met"},
        "met": frozenset(),
        "withdrawn": frozenset(),
    }
    assert len(TABLE) == 4


def test_a_refusal_speaks_to_the_reader() -> None:
    TABLE.require("asked", "accepted")
    with pytest.raises(MoveRefused, match="moved on"):
        TABLE.require("met", "asked")


def test_the_check_constraint_holds_the_same_states() -> None:
    assert TABLE.check() == Q(state__in=["accepted", "asked", "met", "withdrawn"])
    assert TABLE.check("phase") == Q(phase__in=["accepted", "asked", "met", "withdrawn"])
