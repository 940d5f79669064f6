"""What must hold of every run: the laws I1 to I14 of the rule (I15 in test_equal_level.py)."""

from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from provisioning.needs.rules.allocation import propose
from provisioning.needs.rules.allocation_input import canonical
from provisioning.tiers import Tier

Run = dict[str, Any]

fixed = settings(max_examples=100)
PERSONS = ["ann", "ben", "cy", "dee", "eli", "fay"]
tiers = st.sampled_from(list(Tier))
seeds = st.sampled_from(["s", "t", "zoë", "round-1"])


@st.composite
def needs(draw: st.DrawFn) -> list[Run]:
    """Joint and single needs with minimum, order and what is held."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        amount = draw(st.integers(1, 40))
        found.append(
            {
                "id": f"n{number}",
                "tier": str(draw(tiers)),
                "amount": amount,
                "minimum": draw(st.sampled_from([0, 0, amount // 2, amount])),
                "order": draw(st.integers(-2, 2)),
                "held": draw(st.sampled_from([0, 0, amount // 3])),
                "persons": draw(
                    st.lists(st.sampled_from(PERSONS), min_size=1, max_size=4, unique=True)
                ),
            }
        )
    return found


@st.composite
def policies(draw: st.DrawFn) -> Run:
    """Absolute tiers, a floor for comfort, caps and windows."""
    absolute = draw(st.sampled_from([2, 3]))
    open_tiers = [str(tier) for tier in list(Tier)[absolute:]]
    return {
        "absolute": absolute,
        "floor_bp": {"comfort": draw(st.sampled_from([0, 500, 3_000]))},
        "cap": {tier: draw(st.sampled_from([None, 7, 20])) for tier in open_tiers},
        "window": {tier: draw(st.sampled_from([0, 1, 6])) for tier in open_tiers},
    }


@st.composite
def histories(draw: st.DrawFn) -> list[Run]:
    """What some people got lately."""
    places = st.tuples(st.integers(1, 7), st.sampled_from(PERSONS), tiers)
    return [
        {"rounds_ago": ago, "person": person, "tier": str(tier), "amount": draw(st.integers(0, 20))}
        for ago, person, tier in draw(st.lists(places, max_size=5, unique=True))
    ]


@st.composite
def runs(draw: st.DrawFn) -> Run:
    """Any run."""
    return {
        "format": "allocation/1",
        "seed": draw(seeds),
        "purse": draw(st.integers(0, 200)),
        "needs": draw(needs()),
        "policy": draw(policies()),
        "history": draw(histories()),
    }


@st.composite
def single_runs(draw: st.DrawFn) -> Run:
    """One need of one person each, nothing held."""
    run: Run = draw(runs())
    for need, person in zip(run["needs"], PERSONS, strict=False):
        need.update(persons=[person], held=0)
    return run


def got(proposal: Run) -> dict[tuple[str, str], int]:
    return {(row["person"], row["tier"]): row["got"] for row in proposal["persons"]}


def useful(line: Run, amount: int, minimum: int) -> int:
    """What a grant is worth to somebody who really needs this much, or at least so much."""
    worth: int = min(line["grant"], amount)
    return worth if worth >= minimum else 0


def line_of(proposal: Run, need: str) -> Run:
    return next(line for line in proposal["lines"] if line["need"] == need)


@fixed
@given(runs())
def test_i1_every_unit_is_somewhere(run: Run) -> None:
    proposal = propose(run)
    placed = proposal["granted"] + proposal["set_aside"] + proposal["left"]
    assert placed == run["purse"] + proposal["held"]
    assert 0 <= sum(line["share"] for line in proposal["lines"]) <= run["purse"]
    assert sum(got(proposal).values()) == sum(line["share"] for line in proposal["lines"])


@fixed
@given(runs())
def test_i2_a_grant_is_nothing_or_helps(run: Run) -> None:
    for line in propose(run)["lines"]:
        assert 0 <= line["grant"] <= line["amount"]
        assert line["grant"] == 0 or line["grant"] >= line["minimum"]
        assert 0 <= line["set_aside"] < max(line["minimum"], 1)


@fixed
@given(runs())
def test_i3_no_later_tier_before_an_absolute_one_is_met(run: Run) -> None:
    proposal = propose(run)
    for place, tier in enumerate(proposal["tiers"][: run["policy"]["absolute"]]):
        if tier["missing"]:
            assert not any(later["spent"] for later in proposal["tiers"][place + 1 :])


@fixed
@given(runs(), st.randoms(use_true_random=False))
def test_i4_the_order_of_the_input_is_nothing(run: Run, chance: Any) -> None:
    turned = deepcopy(run)
    chance.shuffle(turned["needs"])
    chance.shuffle(turned["history"])
    for need in turned["needs"]:
        chance.shuffle(need["persons"])
    assert canonical(propose(turned)) == canonical(propose(run))


@fixed
@given(runs())
def test_i5_with_more_money_nobody_gets_less(run: Run) -> None:
    less, more = propose(run), propose({**run, "purse": run["purse"] + 1})
    for before, after in zip(less["lines"], more["lines"], strict=True):
        assert after["grant"] + after["set_aside"] >= before["grant"] + before["set_aside"]
    assert all(got(more)[place] >= amount for place, amount in got(less).items())


@fixed
@given(single_runs().filter(lambda run: run["needs"]))
def test_i6_when_one_withdraws_nobody_else_gets_less(run: Run) -> None:
    before = propose(run)
    after = propose({**run, "needs": run["needs"][1:]})
    for line in after["lines"]:
        assert line["share"] >= line_of(before, line["need"])["share"]


@fixed
@given(single_runs().filter(lambda run: run["needs"]), st.integers(0, 60), st.integers(0, 100))
def test_i7_overstating_never_helps(run: Run, more: int, minimum: int) -> None:
    honest = run["needs"][0]
    amount = honest["amount"] + more
    bent = {**honest, "amount": amount, "minimum": min(minimum, amount)}
    truth = line_of(propose(run), honest["id"])
    told = line_of(propose({**run, "needs": [bent, *run["needs"][1:]]}), honest["id"])
    terms = (honest["amount"], honest["minimum"])
    assert useful(told, *terms) <= useful(truth, *terms)


@fixed
@given(runs(), st.integers(1, 39))
def test_i8_splitting_a_need_changes_nobodys_got(run: Run, part: int) -> None:
    whole = {"id": "w", "tier": "livelihood", "amount": 40, "persons": ["ann"]}
    first, second = {**whole, "id": "x", "amount": part}, {**whole, "id": "y", "amount": 40 - part}
    one = propose({**run, "needs": [*run["needs"], whole]})
    two = propose({**run, "needs": [*run["needs"], first, second]})
    assert got(one) == got(two)


@fixed
@given(runs(), st.integers(1, 20), st.integers(1, 4), tiers)
def test_i9_together_or_apart_is_neutral(run: Run, each: int, count: int, tier: Tier) -> None:
    persons = PERSONS[:count]
    joint = {"id": "j", "tier": str(tier), "amount": each * count, "persons": persons}
    apart = [{**joint, "id": f"j{p}", "amount": each, "persons": [p]} for p in persons]
    together = propose({**run, "needs": [*run["needs"], joint]})
    assert got(together) == got(propose({**run, "needs": [*run["needs"], *apart]}))


@fixed
@given(runs())
def test_i10_nobody_need_envy(run: Run) -> None:
    rows = propose(run)["persons"]
    for mine in (row for row in rows if row["got"] < row["claim"]):
        for theirs in (row for row in rows if row["tier"] == mine["tier"] and row["got"]):
            assert mine["start"] + mine["got"] >= theirs["start"] + theirs["got"] - 1


@fixed
@given(single_runs())
def test_i11_a_met_person_may_go_with_what_they_got(run: Run) -> None:
    run["policy"]["floor_bp"] = {}
    before = propose(run)
    met = [row for row in before["persons"] if row["got"] == row["claim"]]
    for row in met:
        rest = [need for need in run["needs"] if need["persons"] != [row["person"]]]
        after = propose({**run, "purse": run["purse"] - row["got"], "needs": rest})
        stays = {place: n for place, n in got(before).items() if place[0] != row["person"]}
        assert got(after) == stays


@fixed
@given(needs(), st.integers(0, 90), st.integers(0, 90), seeds)
def test_i12_two_rounds_are_as_one(found: list[Run], first: int, second: int, seed: str) -> None:
    for need in found:
        need.update(minimum=0, held=0)
        need["persons"] = need["persons"][:1]
        need["tier"] = "comfort" if need["tier"] == "comfort" else "livelihood"
    policy = {"floor_bp": {}, "window": {"livelihood": 1, "comfort": 1}}
    run = {"format": "allocation/1", "seed": seed, "needs": found, "policy": policy}
    one = propose({**run, "purse": first + second})
    before = propose({**run, "purse": first})
    open_needs = [
        {**need, "amount": line_of(before, need["id"])["open"]}
        for need in found
        if line_of(before, need["id"])["open"]
    ]
    history = [
        {"rounds_ago": 1, "person": person, "tier": tier, "amount": amount}
        for (person, tier), amount in got(before).items()
    ]
    after = propose({**run, "purse": second, "needs": open_needs, "history": history})
    for place, amount in got(one).items():
        assert got(before)[place] + got(after).get(place, 0) == amount


@fixed
@given(st.integers(1, 60), st.integers(1, 30), st.lists(st.integers(1, 99), max_size=4), seeds)
def test_i13_an_all_or_nothing_need_has_a_bounded_wait(
    price: int, purse: int, others: list[int], seed: str
) -> None:
    count = len(others) + 1
    purse = max(purse, count)
    bound = -(-price // (purse // count))
    wish = {"id": "w", "tier": "survival", "amount": price, "minimum": price, "persons": ["me"]}
    crowd = [
        {"id": f"o{i}", "tier": "survival", "amount": amount, "persons": [f"p{i}"]}
        for i, amount in enumerate(others)
    ]
    held = 0
    for _ in range(bound):
        needs_now = [{**wish, "held": held}, *crowd]
        run = {"format": "allocation/1", "seed": seed, "purse": purse, "needs": needs_now}
        line = line_of(propose(run), "w")
        held = line["set_aside"]
        if line["grant"]:
            return
    raise AssertionError(f"not bought after {bound} rounds")


@fixed
@given(runs())
def test_i14_money_is_left_only_when_every_claim_is_met(run: Run) -> None:
    proposal = propose(run)
    if proposal["left"]:
        assert all(row["got"] == row["claim"] for row in proposal["persons"])
        assert not any(tier["missing"] for tier in proposal["tiers"])


@fixed
@given(runs())
def test_short_is_what_meets_the_need_whatever_the_lot_says(run: Run) -> None:
    """Checked in the first tier, where more purse is more money, with parts no lot decides."""
    for need in run["needs"]:
        need.update(tier="survival", held=0, amount=need["amount"] * len(need["persons"]))
    run["history"] = []
    for line in propose(run)["lines"]:
        if not line["short"]:
            continue
        for seed in ("s", "t", "u", "v"):
            enough = propose({**run, "seed": seed, "purse": run["purse"] + line["short"]})
            assert line_of(enough, line["need"])["grant"] == line["amount"]
        # One unit less, and the lot can leave somebody of the need one unit short.
        less = {**run, "purse": run["purse"] + line["short"] - 1}
        seeds_tried = (propose({**less, "seed": f"seed {n}"}) for n in range(64))
        assert any(line_of(one, line["need"])["open"] for one in seeds_tried)
