"""The demo's rounds agree with the books, and November lies ready as the story has it."""

from datetime import date

import pytest
from django.utils import timezone

from commonpurse import demo as purse_demo
from provisioning import demo_asks, demo_needs
from provisioning.needs.actions import allocation_rounds
from provisioning.needs.aggregates import allocations
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.need import Need, NeedState
from provisioning.needs.queries import needs
from unions.demo import PLANS, Story, settle
from unions.invariants import laws
from unions.tenancy.scopes import union_scope

pytestmark = pytest.mark.django_db


def told(slug: str) -> Story:
    story = settle(slug=slug, today=timezone.localdate(), seed=7)
    with union_scope(story.union.id):
        purse_demo.tell(story)
        demo_needs.tell_rounds(story)
        demo_asks.tell_asks(story)
    return story


def test_november_lies_ready_with_the_figures_of_the_story() -> None:
    story = told("harbour-lights")
    with union_scope(story.union.id):
        this = AllocationRound.objects.get(state=RoundState.PROPOSED)
        assert this.proposal is not None
        tiers = {t["tier"]: (t["spent"], t["level"], t["odd"]) for t in this.proposal["tiers"]}
        assert tiers == {
            "survival": (198_000, None, 0),
            "health": (161_500, None, 0),
            "livelihood": (204_725, 45_575, 0),
            "comfort": (10_775, 1_795, 5),
        }
        assert (this.purse_minor, this.proposal["left"]) == (575_000, 0)
        assert sum(line.amount_minor for line in this.lines.all()) == 639_000
        approvals = list(this.approvals.values_list("member__person__display_name", flat=True))
        assert approvals == ["Mira Okafor"]
        second = story.people["noor"]
        allocation_rounds.approve(round_id=this.pk, by=second)
        done = allocation_rounds.carry_out(round_id=this.pk, by=second)
        assert done.state == RoundState.CARRIED_OUT


@pytest.mark.parametrize("slug", list(PLANS))
def test_every_law_holds_and_twelve_rounds_are_told(slug: str) -> None:
    story = told(slug)
    with union_scope(story.union.id):
        assert [breach for law in laws() if not law.of_instance for breach in law.breaches()] == []
        closed = AllocationRound.objects.filter(state=RoundState.CLOSED)
        assert closed.count() == 12
        assert not Need.objects.filter(state=NeedState.MET, met_minor=0).exists()
        assert needs.board()[0]
        cells = allocations(date(2000, 1, 1), date(2100, 1, 1))
        assert {cell for cell, _, _ in cells} == {"survival.GBP", "livelihood.GBP"}
