"""The demo's people are as many as the story says, and hold the offices it needs."""

from datetime import date

import pytest

from unions.circles.queries.role_terms import serving
from unions.demo import PLANS, settle
from unions.people.queries.people import counted, members
from unions.rights import Office
from unions.tenancy.scopes import union_scope

COUNTS = {"harbour-lights": (18, 25), "alder-vale": (24, 33), "millrace": (41, 54)}


@pytest.mark.django_db
@pytest.mark.parametrize("slug", PLANS)
def test_union_of_the_story(slug: str) -> None:
    story = settle(slug=slug, today=date(2026, 11, 30), seed=7)
    with union_scope(story.union.id):
        assert (len(members()), counted()) == COUNTS[slug]
        assert len(serving(Office.KEEPER)) == 2
        assert len(serving(Office.CARE_CIRCLE)) == 3
    assert len(story.people) + len(story.children) == COUNTS[slug][1]
