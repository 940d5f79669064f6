"""What other unions may be told: each person by their own part, never a name."""

from datetime import date, timedelta

from django.utils import timezone

from provisioning.needs.actions import need_covers, needs
from provisioning.needs.aggregates import allocations, unmet
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, ask, fill, handed_out, pay

A_DAY = timedelta(days=1)


def around_today() -> tuple[date, date]:
    """From yesterday to tomorrow, lest the day ends while a test runs."""
    today = timezone.localdate()
    return today - A_DAY, today + A_DAY


def test_each_person_counts_with_their_own_part(now_harbour: Cast) -> None:
    cast = now_harbour
    ids = [cast.hana.person_id, cast.idris.person_id]
    joint = ask(cast.hana, 40_001, person_ids=ids)
    need_covers.assent(need_id=joint.pk, by=cast.idris)
    needs.accept(need_id=joint.pk, tier=Tier.SURVIVAL, by=cast.mira)
    accepted(cast.jo, cast.mira, 80_000, Tier.COMFORT)
    handed_out(cast)
    assert allocations(*around_today()) == []
    pay(cast)
    found = allocations(*around_today())
    assert {cell for cell, _, _ in found} == {"survival.GBP", "comfort.GBP"}
    survival = {person: amount for cell, person, amount in found if cell == "survival.GBP"}
    assert survival.keys() == set(ids)
    assert sorted(survival.values()) == [20_000, 20_001]
    assert sum(amount for _, _, amount in found) == 100_000
    first, last = around_today()
    assert allocations(last, last + A_DAY) == allocations(first - A_DAY, first) == []
    assert unmet() == [("comfort", cast.jo.person_id, 1)]


def test_what_was_kept_before_counts_in_equal_parts(now_harbour: Cast) -> None:
    cast = now_harbour
    ids = sorted([cast.hana.person_id, cast.idris.person_id])
    loom = ask(cast.hana, 150_001, person_ids=ids, only_whole=True)
    need_covers.assent(need_id=loom.pk, by=cast.idris)
    needs.accept(need_id=loom.pk, tier=Tier.LIVELIHOOD, by=cast.mira)
    handed_out(cast)
    fill(cast, 60_000)
    handed_out(cast, "December round")
    pay(cast)
    found = allocations(*around_today())
    assert sum(amount for _, _, amount in found) == 150_001
    assert {person for _, person, _ in found} == set(ids)
    assert max(amount for _, _, amount in found) - min(amount for _, _, amount in found) <= 1
    assert unmet() == []


def test_what_is_only_asked_is_not_told(now_harbour: Cast) -> None:
    ask(now_harbour.hana)
    assert unmet() == []
