"""The level agrees with serving unit by unit, the lowest first."""

from itertools import permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from provisioning.needs.rules.equal_level import Curve, Stake, fill

few = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=1, max_size=6)
fixed = settings(max_examples=150)


def stakes_of(pairs: list[tuple[int, int]]) -> list[Stake]:
    return [Stake(f"p{i}", claim, claim, start) for i, (claim, start) in enumerate(pairs)]


def unit_by_unit(stakes: list[Stake], money: int, lot: list[str]) -> dict[str, int]:
    """Each unit goes to the lowest of those who still lack, ties by lot."""
    got = {stake.person: 0 for stake in stakes}
    for _ in range(money):
        lacking = [s for s in stakes if got[s.person] < s.claim]
        if not lacking:
            break
        first = min(lacking, key=lambda s: (s.start + got[s.person], lot.index(s.person)))
        got[first.person] += 1
    return got


@fixed
@given(few, st.integers(0, 60), st.randoms(use_true_random=False))
def test_filling_is_serving_the_lowest_unit_by_unit(
    pairs: list[tuple[int, int]], money: int, chance: object
) -> None:
    stakes = stakes_of(pairs)
    lot = [stake.person for stake in stakes]
    chance.shuffle(lot)  # type: ignore[attr-defined]
    filled = fill(Curve(stakes), money, lot)
    assert filled.got == unit_by_unit(stakes, money, lot)
    assert filled.spent == min(money, sum(stake.claim for stake in stakes))


@fixed
@given(few, st.integers(0, 60))
def test_the_level_is_the_largest_that_money_allows(
    pairs: list[tuple[int, int]], money: int
) -> None:
    curve = Curve(stakes_of(pairs))
    level = fill(curve, money, [stake.person for stake in curve.stakes]).level
    if level is None:
        assert money >= sum(stake.claim for stake in curve.stakes)
        return
    plain = [
        sum(min(s.claim, max(0, at - s.start)) for s in curve.stakes) for at in (level, level + 1)
    ]
    assert [curve.at(level), curve.at(level + 1)] == plain
    assert plain[0] <= money < plain[1]


def test_every_division_of_small_money_is_leximin_best() -> None:
    """I15: no other integer division has a better sorted vector."""
    for claims in product(range(1, 4), repeat=3):
        stakes = stakes_of([(claim, 0) for claim in claims])
        for money in range(sum(claims) + 1):
            got = fill(Curve(stakes), money, ["p0", "p1", "p2"]).got
            others = [
                sorted(division)
                for division in product(*(range(claim + 1) for claim in claims))
                if sum(division) == money
            ]
            assert sorted(got.values()) == max(others)


def test_the_lot_decides_only_who_gets_an_odd_unit() -> None:
    stakes = stakes_of([(5, 0), (5, 0), (5, 0)])
    for lot in permutations(["p0", "p1", "p2"]):
        filled = fill(Curve(stakes), 7, lot)
        assert filled.odd == {lot[0]}
        assert filled.got[lot[0]] == 3
