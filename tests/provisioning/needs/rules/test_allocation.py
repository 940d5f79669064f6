"""The rule gives the reference results, byte for byte."""

import json
from typing import Any

import pytest

from provisioning.needs.rules.allocation import propose
from provisioning.needs.rules.allocation_input import canonical

ROUND_1 = (
    '{"format":"allocation/1","seed":"round-1","purse":10000,"needs":['
    '{"id":"a","tier":"survival","amount":10000,"persons":["ann"]},'
    '{"id":"b","tier":"survival","amount":20000,"persons":["ben"]},'
    '{"id":"c","tier":"survival","amount":30000,"persons":["cy"]}]}'
)
PROPOSAL_1 = (
    '{"format":"allocation-proposal/1","granted":10000,"held":0,'
    '"input_checksum":"c7f1aaa78194fa44d64eef993c5b0b2c6e5d6bdce214b3cc84d486d46e3c32b8",'
    '"left":0,"lines":['
    '{"also":["ODD_UNIT"],"amount":10000,"before":0,"grant":3334,"held":0,"level":3333,'
    '"minimum":0,"need":"a","odd":1,"open":6666,"reason":"LEVEL","rounds":null,"set_aside":0,'
    '"share":3334,"short":20000,"tier":"survival"},'
    '{"also":[],"amount":20000,"before":0,"grant":3333,"held":0,"level":3333,'
    '"minimum":0,"need":"b","odd":0,"open":16667,"reason":"LEVEL","rounds":null,"set_aside":0,'
    '"share":3333,"short":40000,"tier":"survival"},'
    '{"also":[],"amount":30000,"before":0,"grant":3333,"held":0,"level":3333,'
    '"minimum":0,"need":"c","odd":0,"open":26667,"reason":"LEVEL","rounds":null,"set_aside":0,'
    '"share":3333,"short":50000,"tier":"survival"}],'
    '"persons":['
    '{"asked":10000,"claim":10000,"got":3334,"odd":1,"person":"ann","start":0,"tier":"survival"},'
    '{"asked":20000,"claim":20000,"got":3333,"odd":0,"person":"ben","start":0,"tier":"survival"},'
    '{"asked":30000,"claim":30000,"got":3333,"odd":0,"person":"cy","start":0,"tier":"survival"}],'
    '"purse":10000,"rule":"needs-first, equal level","seed":"round-1","set_aside":0,"tiers":['
    '{"asked":60000,"claims":60000,"floor":0,"level":3333,"missing":50000,"money":10000,"odd":1,'
    '"persons":3,"spent":10000,"tier":"survival"},'
    '{"asked":0,"claims":0,"floor":0,"level":null,"missing":0,"money":0,"odd":0,"persons":0,'
    '"spent":0,"tier":"health"},'
    '{"asked":0,"claims":0,"floor":0,"level":null,"missing":0,"money":0,"odd":0,"persons":0,'
    '"spent":0,"tier":"livelihood"},'
    '{"asked":0,"claims":0,"floor":0,"level":null,"missing":0,"money":0,"odd":0,"persons":0,'
    '"spent":0,"tier":"comfort"}],"urgent_gap":50000,"version":1}'
)


def need(name: str, tier: str, amount: int, persons: str, **more: int) -> dict[str, Any]:
    return {"id": name, "tier": tier, "amount": amount, "persons": persons.split(), **more}


NOVEMBER: dict[str, Any] = {
    "format": "allocation/1",
    "seed": "harbour-lights-november",
    "purse": 575_000,
    "needs": [
        need("rent", "survival", 78_000, "p01 p02 p03", minimum=78_000),
        need("heating", "survival", 21_000, "p04"),
        need("food", "survival", 54_000, "p05 p06 p07"),
        need("boiler", "survival", 45_000, "p08 p09 p10"),
        need("glasses", "health", 64_000, "p04"),
        need("medicine", "health", 9_500, "p11"),
        need("teeth", "health", 88_000, "p12 p13"),
        need("tools", "livelihood", 180_000, "hana idris jo"),
        need("course", "livelihood", 42_000, "p14"),
        need("bike", "livelihood", 26_000, "p15"),
        need("trip", "comfort", 18_000, "c1 c2 c3 c4"),
        need("strings", "comfort", 4_500, "p16"),
        need("hut", "comfort", 9_000, "p17"),
    ],
}


def test_the_first_reference_byte_for_byte() -> None:
    assert canonical(propose(json.loads(ROUND_1))) == PROPOSAL_1


@pytest.mark.parametrize(
    ("purse", "grants"),
    [(10_000, [3_334, 3_333, 3_333]), (30_000, [10_000] * 3), (40_000, [10_000, 15_000, 15_000])],
)
def test_claims_of_one_two_and_three_hundred(purse: int, grants: list[int]) -> None:
    proposal = propose({**json.loads(ROUND_1), "purse": purse})
    assert [line["grant"] for line in proposal["lines"]] == grants


def test_the_november_round() -> None:
    proposal = propose(NOVEMBER)
    assert proposal["input_checksum"] == (
        "adc119b92874e2d45a504ea0a1fc64e02b77c3654c511c7673a6d56ce0c43bf5"
    )
    grants = {line["need"]: line["grant"] for line in proposal["lines"]}
    assert grants == {
        **{one["id"]: one["amount"] for one in NOVEMBER["needs"]},
        "tools": 136_725,
        "trip": 7_183,
        "strings": 1_796,
        "hut": 1_796,
    }
    assert {t["tier"]: (t["spent"], t["level"], t["floor"]) for t in proposal["tiers"]} == {
        "survival": (198_000, None, 0),
        "health": (161_500, None, 0),
        "livelihood": (204_725, 45_575, 0),
        "comfort": (10_775, 1_795, 10_775),
    }
    assert (proposal["left"], proposal["urgent_gap"]) == (0, 0)
    without_odd = [p for p in proposal["persons"] if p["tier"] == "comfort" and not p["odd"]]
    assert [p["person"] for p in without_odd] == ["c4"]


def test_november_says_why() -> None:
    lines = {line["need"]: line for line in propose(NOVEMBER)["lines"]}
    assert (lines["rent"]["reason"], lines["rent"]["short"]) == ("MET", 0)
    assert (lines["tools"]["reason"], lines["tools"]["short"]) == ("LEVEL", 43_275)
    assert lines["trip"]["also"] == ["FLOOR", "ODD_UNIT"]
    assert lines["trip"]["odd"] == 3
    assert lines["trip"]["before"] == 43_275


def test_what_only_helps_whole_is_set_aside_and_then_bought() -> None:
    wish = need("loom", "livelihood", 900, "ann", minimum=900)
    other = need("saw", "livelihood", 5_000, "ben")
    given = {"format": "allocation/1", "seed": "s", "purse": 600, "needs": [wish, other]}
    first = {line["need"]: line for line in propose(given)["lines"]}["loom"]
    assert (first["grant"], first["set_aside"], first["reason"]) == (0, 300, "SET_ASIDE")
    assert first["rounds"] == 2
    later = {**given, "purse": 1_200, "needs": [{**wish, "held": 300}, other]}
    second = {line["need"]: line for line in propose(later)["lines"]}["loom"]
    assert (second["grant"], second["set_aside"], second["reason"]) == (900, 0, "MET")


def test_a_cap_is_named_as_the_reason_and_no_money_would_change_it() -> None:
    given = {
        "format": "allocation/1",
        "seed": "s",
        "purse": 10_000,
        "needs": [need("a", "livelihood", 900, "ann"), need("b", "livelihood", 100, "ben")],
        "policy": {"cap": {"livelihood": 500}},
    }
    line = propose(given)["lines"][0]
    assert (line["grant"], line["reason"], line["short"]) == (500, "CAPPED", None)


def test_a_later_tier_is_not_reached_while_an_absolute_one_lacks() -> None:
    given = {
        "format": "allocation/1",
        "seed": "s",
        "purse": 100,
        "needs": [need("food", "survival", 150, "ann"), need("trip", "comfort", 30, "ben")],
    }
    line = propose(given)["lines"][1]
    assert (line["reason"], line["before"], line["grant"]) == ("NOT_REACHED", 50, 0)


def test_the_own_order_decides_which_of_my_needs_is_filled_first() -> None:
    needs = [
        need("a", "survival", 100, "ann", order=2),
        need("b", "survival", 100, "ann", order=1),
    ]
    given = {"format": "allocation/1", "seed": "s", "purse": 120, "needs": needs}
    assert [line["grant"] for line in propose(given)["lines"]] == [20, 100]


def test_an_empty_round_leaves_the_purse_as_it_is() -> None:
    proposal = propose({"format": "allocation/1", "seed": "s", "purse": 7, "needs": []})
    assert (proposal["left"], proposal["lines"], proposal["persons"]) == (7, [], [])


def test_a_need_that_is_held_in_full_is_met_without_new_money() -> None:
    given = {
        "format": "allocation/1",
        "seed": "s",
        "purse": 0,
        "needs": [need("a", "survival", 10, "ann", held=10, minimum=10)],
    }
    proposal = propose(given)
    assert (proposal["granted"], proposal["lines"][0]["reason"]) == (10, "MET")
