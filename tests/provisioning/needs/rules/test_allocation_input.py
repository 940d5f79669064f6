"""The input is read strictly, and its normal form depends on nothing but its content."""

import json
from copy import deepcopy
from typing import Any

import pytest

from provisioning.needs.rules.allocation_input import (
    NUMBER_MAX,
    UnreadableInput,
    canonical,
    checksum,
    normal_form,
    read,
    read_text,
)

GOOD: dict[str, Any] = {
    "format": "allocation/1",
    "seed": "s",
    "purse": 5,
    "needs": [{"id": "a", "tier": "comfort", "amount": 3, "persons": ["ben", "ann"]}],
}
PAST = {"rounds_ago": 1, "person": "ann", "tier": "comfort", "amount": 1}


def changed(path: str, value: object) -> dict[str, Any]:
    """GOOD with one value replaced; the path names keys and places."""
    given: Any = deepcopy(GOOD)
    *way, last = path.split("/")
    step = given
    for name in way:
        step = step[int(name)] if isinstance(step, list) else step[name]
    step[last] = value
    return given  # type: ignore[no-any-return]


def test_the_normal_form_spells_everything_out() -> None:
    assert normal_form(read(GOOD)) == {
        "format": "allocation/1",
        "seed": "s",
        "purse": 5,
        "needs": [
            {
                "id": "a",
                "tier": "comfort",
                "amount": 3,
                "minimum": 0,
                "order": 0,
                "held": 0,
                "persons": ["ann", "ben"],
            }
        ],
        "policy": {
            "absolute": 2,
            "floor_bp": {"survival": 0, "health": 0, "livelihood": 0, "comfort": 500},
            "cap": {"survival": None, "health": None, "livelihood": None, "comfort": None},
            "window": {"survival": 0, "health": 0, "livelihood": 0, "comfort": 6},
        },
        "history": [],
    }


def test_the_normal_form_reads_as_itself() -> None:
    given = {**GOOD, "history": [PAST], "policy": {"absolute": 3, "cap": {"comfort": 9}}}
    run = read(given)
    assert read(normal_form(run)) == run
    assert checksum(read(normal_form(run))) == checksum(run)


def test_a_given_object_replaces_the_default_object() -> None:
    policy = read({**GOOD, "policy": {"floor_bp": {}, "window": {"livelihood": 2}}}).policy
    assert set(policy.floor_bp.values()) == {0}
    assert policy.window == {"survival": 0, "health": 0, "livelihood": 2, "comfort": 0}


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {},
        {**GOOD, "more": 1},
        {key: GOOD[key] for key in ("format", "seed", "needs")},
        changed("format", "allocation/2"),
        changed("seed", ""),
        changed("seed", "x" * 101),
        changed("seed", "\ud800"),
        changed("seed", 7),
        changed("purse", -1),
        {**GOOD, "purse": True},
        changed("purse", 1.0),
        changed("purse", "5"),
        changed("purse", NUMBER_MAX + 1),
        changed("needs", {}),
        changed("needs", [7]),
        changed("needs/0/amount", 0),
        changed("needs/0/tier", "luxury"),
        changed("needs/0/tier", 1),
        changed("needs/0/minimum", 4),
        changed("needs/0/minimum", None),
        changed("needs/0/held", 4),
        changed("needs/0/order", NUMBER_MAX + 1),
        changed("needs/0/persons", []),
        changed("needs/0/persons", ["ann", "ann"]),
        changed("needs/0/name", "x"),
        changed("needs", GOOD["needs"] * 2),
        changed("policy", None),
        changed("policy", {"absolute": 1}),
        changed("policy", {"absolute": 4}),
        changed("policy", {"floor_bp": None}),
        changed("policy", {"floor_bp": {"luxury": 1}}),
        changed("policy", {"floor_bp": {"comfort": None}}),
        changed("policy", {"floor_bp": {"comfort": 6_000, "livelihood": 4_001}}),
        changed("policy", {"floor_bp": {"survival": 1}}),
        changed("policy", {"absolute": 3, "window": {"livelihood": 1}}),
        changed("policy", {"cap": {"health": 5}}),
        changed("policy", {"cap": {"comfort": 0}}),
        changed("policy", {"window": {"comfort": 1_001}}),
        changed("history", [PAST, PAST]),
        changed("history", [{**PAST, "rounds_ago": 0}]),
        changed("history", [{**PAST, "rounds_ago": 1_001}]),
        changed("history", [{**PAST, "more": 1}]),
    ],
)
def test_anything_else_is_refused(given: object) -> None:
    with pytest.raises(UnreadableInput):
        read(given)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        '{"seed":"a","seed":"b"}',
        '{"purse":NaN}',
        '{"purse":' + "9" * 5_000 + "}",
        "[" * 100_000,
    ],
)
def test_a_text_that_is_not_one_plain_json_object_is_refused(text: str) -> None:
    with pytest.raises(UnreadableInput):
        read_text(text)


def test_a_text_reads_as_its_object() -> None:
    assert read_text(json.dumps(GOOD)) == read(GOOD)


def test_names_are_never_normalised() -> None:
    composed = changed("needs/0/persons", ["é", "e\u0301"])
    assert read(composed).needs[0].persons == ("e\u0301", "é")
    assert canonical({"b": "é", "a": 1}) == '{"a":1,"b":"é"}'
