"""What the rule is given: accepted needs, persons, what is held, the policy, earlier rounds."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from commonpurse.spending.queries import set_asides
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound
from provisioning.needs.models.need import Need
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.rules.allocation_input import FORMAT, Json, normal_form, read
from provisioning.tiers import Tier
from unions.founding.queries import union_policies


def collect(*, seed: str, purse_minor: int, currency: str, needs: Sequence[Need]) -> Json:
    """The input of a round in normal form; amounts in minor units of the currency."""
    persons = _persons(need.pk for need in needs)
    held = set_asides.kept([need.pk for need in needs], currency)
    policy = _policy()
    return normal_form(
        read(
            {
                "format": FORMAT,
                "seed": seed,
                "purse": purse_minor,
                "needs": [
                    {
                        "id": str(need.pk),
                        "tier": need.tier,
                        "amount": need.open_minor,
                        "minimum": need.minimum_open_minor,
                        "order": need.own_order,
                        "held": min(held.get(need.pk, 0), need.open_minor),
                        "persons": persons[need.pk],
                    }
                    for need in needs
                ],
                "policy": policy,
                "history": _history(policy["window"][str(Tier.COMFORT)]),
            }
        )
    )


def _persons(need_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    covers = NeedCover.objects.filter(need_id__in=list(need_ids)).order_by("need_id", "person_id")
    for need_id, person_id in covers.values_list("need_id", "person_id"):
        found[need_id].append(str(person_id))
    return found


def _policy() -> Json:
    comfort = str(Tier.COMFORT)
    return {
        "absolute": union_policies.whole("allocation.absolute"),
        "floor_bp": {comfort: union_policies.whole("allocation.comfort_floor_bp")},
        "window": {comfort: union_policies.whole("allocation.comfort_window")},
    }


def _history(window: int) -> list[Json]:
    """What each person newly got in comfort in the last rounds, less what was not given."""
    rounds = list(AllocationRound.objects.given().values_list("id", flat=True)[:window])
    ago = {round_id: place for place, round_id in enumerate(rounds, start=1)}
    sums: dict[tuple[int, str], int] = defaultdict(int)
    lines = AllocationLine.objects.filter(
        round_id__in=rounds, tier=Tier.COMFORT, carried_out=True
    ).values_list("round_id", "parts")
    for round_id, parts in lines:
        for person, amount in parts.items():
            sums[ago[round_id], person] += amount
    return [
        {"rounds_ago": place, "person": person, "tier": str(Tier.COMFORT), "amount": amount}
        for (place, person), amount in sums.items()
        if amount
    ]
