"""The pages of a round, by role, from beginning to handing out."""

import json
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from commonpurse.spending.models.payment import Payment
from provisioning.needs.actions import allocation_rounds, needs
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.rules.allocation import propose
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, ask, fill, handed_out, proposed
from unions.founding.actions.unions import set_policy
from unions.people.actions.memberships import add_dependant

STEPS = ("freeze", "propose", "approve", "carry-out", "stop")


@pytest.fixture
def ready(harbour: Cast) -> Cast:
    """Harbour Lights with a purse and one accepted need of Hana's."""
    with harbour.scope():
        fill(harbour, 100_000)
        set_policy(key="round.silence_hours", value=0)
        accepted(harbour.hana, harbour.mira, 80_000, title="Winter boots")
    return harbour


def page(cast: Cast, this: AllocationRound, rest: str = "") -> str:
    return cast.url(f"rounds/{this.pk}/{rest}")


def test_a_round_from_beginning_to_handing_out(ready: Cast) -> None:
    mira, noor = ready.client("mira"), ready.client("noor")
    form = {"client_id": str(uuid4()), "title": "November round"}
    started: Any = mira.post(ready.url("rounds/new/"), form)
    again: Any = mira.post(ready.url("rounds/new/"), form)
    assert again.url == started.url
    assert "1 need over £800.00 is accepted" in mira.get(started.url).text
    mira.post(started.url + "freeze/")
    assert "What goes in is fixed" in mira.get(started.url).text
    mira.post(started.url + "propose/")
    desk = mira.get(started.url).text
    assert "Winter boots" in desk
    assert "All needs of this round are met." in desk
    assert "Two yeses are missing" in desk
    mira.post(started.url + "approve/")
    assert "waits for your yes" not in mira.get(ready.url("")).text
    assert "waits for your yes" in noor.get(ready.url("")).text
    noor.post(started.url + "approve/")
    assert "Hand it out" in noor.get(started.url).text
    noor.post(started.url + "carry-out/")
    with ready.scope():
        assert AllocationRound.objects.get().state == RoundState.CARRIED_OUT
        assert Payment.objects.get().amount_minor == 80_000
    assert "Hand it out" not in noor.get(started.url).text


@pytest.mark.parametrize("name", ["hana", "dev", "jo", "bo"])
def test_only_the_care_circle_prepares(ready: Cast, name: str) -> None:
    with ready.scope():
        this = proposed(ready)
    client = ready.client(name)
    assert client.get(page(ready, this)).status_code == 403
    assert client.get(page(ready, this, "again/")).status_code == 403
    assert client.get(page(ready, this, "input.json")).status_code == 403
    for step in STEPS:
        assert client.post(page(ready, this, f"{step}/")).status_code == 403
    assert client.get(page(ready, this, "sheet/")).status_code == 200
    assert client.get(ready.url("rounds/")).status_code == 200


def test_other_unions_find_nothing(ready: Cast, millrace: Cast) -> None:
    with ready.scope():
        this = proposed(ready)
        line = this.lines.get()
    ada = millrace.client("ada")
    for path in (f"rounds/{this.pk}/", f"rounds/{this.pk}/sheet/", f"lines/{line.pk}/why/"):
        assert ada.get(ready.url(path)).status_code == 404
        assert ada.get(millrace.url(path)).status_code == 404
    for step in STEPS:
        assert ada.post(millrace.url(f"rounds/{this.pk}/{step}/")).status_code == 404
    assert ada.get(millrace.url(f"rounds/{this.pk}/input.json")).status_code == 404


def test_a_refusal_is_said_and_nothing_happens(ready: Cast) -> None:
    with ready.scope():
        this = proposed(ready)
    mira = ready.client("mira")
    again = mira.post(page(ready, this, "freeze/"))
    assert again.status_code == 422
    assert "moved on meanwhile" in again.text
    assert mira.post(page(ready, this, "carry-out/")).status_code == 422
    assert mira.post(page(ready, this, "stop/"), {"words": " "}).status_code == 422
    assert mira.get(page(ready, this, "freeze/")).status_code == 405


def test_a_receiver_reads_why_they_cannot_approve(ready: Cast) -> None:
    with ready.scope():
        accepted(ready.mira, ready.noor, 5_000)
        this = proposed(ready)
    mira = ready.client("mira")
    desk = mira.get(page(ready, this)).text
    assert "so two others approve it" in desk
    assert "Approve the round" not in desk
    assert "Yours" in desk
    assert mira.post(page(ready, this, "approve/")).status_code == 422


def test_the_file_gives_the_same_proposal(ready: Cast) -> None:
    with ready.scope():
        this = proposed(ready)
    mira = ready.client("mira")
    answer = mira.get(page(ready, this, "input.json"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert propose(json.loads(answer.content)) == this.proposal
    assert "the same comes out" in mira.get(page(ready, this, "again/")).text


def test_a_changed_proposal_would_be_seen(ready: Cast, as_owner: object) -> None:
    with ready.scope():
        this = proposed(ready)
    with ready.scope(), as_owner() as cursor:  # type: ignore[operator]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE provisioning_allocationround DISABLE TRIGGER round_keep")
        cursor.execute(
            "UPDATE provisioning_allocationround SET proposal = jsonb_set(proposal, '{left}', '1')"
        )
        cursor.execute("ALTER TABLE provisioning_allocationround ENABLE TRIGGER round_keep")
    assert "something else comes out" in ready.client("mira").get(page(ready, this, "again/")).text


def test_small_groups_are_hidden_on_the_sheet(ready: Cast) -> None:
    with ready.scope():
        for name in ("idris", "jo", "dev"):
            accepted(ready.members[name], ready.mira, 3_000, Tier.SURVIVAL)
        this = proposed(ready)
    text = ready.client("jo").get(page(ready, this, "sheet/")).text
    # A second tier hides with the one that is too small: the total would give it away.
    assert text.count("too few to show") == 2
    assert "800.00" not in text
    assert "890.00" in text
    assert "Hana" not in text
    assert "Winter boots" not in text


def test_the_total_hides_where_it_would_give_a_tier_away(ready: Cast) -> None:
    with ready.scope():
        this = proposed(ready)
    text = ready.client("jo").get(page(ready, this, "sheet/")).text
    assert "800.00" not in text
    assert "All tiers" not in text


def test_large_groups_are_shown_on_the_sheet(ready: Cast) -> None:
    with ready.scope():
        for name in ("idris", "jo"):
            accepted(ready.members[name], ready.mira, 3_000)
        this = proposed(ready)
    text = ready.client("jo").get(page(ready, this, "sheet/")).text
    assert "860.00" in text
    assert "3 people" in text
    assert "All tiers" in text


def test_objecting_and_being_answered(ready: Cast) -> None:
    with ready.scope():
        this = proposed(ready)
    jo, mira = ready.client("jo"), ready.client("mira")
    words = "Is the trip <b>forgotten</b>? — 李"
    jo.post(page(ready, this, "object/"), {"words": words, "client_id": str(uuid4())})
    desk = mira.get(page(ready, this)).text
    assert "&lt;b&gt;forgotten&lt;/b&gt;? — 李" in desk
    with ready.scope():
        objection = this.objections.get()
    mira.post(page(ready, this, f"objections/{objection.pk}/answer/"), {"words": "It has a part"})
    assert "Mira answers: It has a part" in jo.get(page(ready, this, "sheet/")).text
    empty = jo.post(page(ready, this, "object/"), {"words": " "}, follow=True)
    assert "needs its reason" in empty.text


def test_hostile_titles_stay_text(ready: Cast) -> None:
    form = {"client_id": str(uuid4()), "title": "<script>alert(1)</script> Ünïon 🧥"}
    mira = ready.client("mira")
    started: Any = mira.post(ready.url("rounds/new/"), form)
    text = mira.get(started.url).text
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Ünïon 🧥" in text
    assert mira.post(ready.url("rounds/new/"), {"title": ""}).status_code == 422


def test_the_desk_asks_the_database_as_often_for_three_lines_as_for_one(
    ready: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with ready.scope():
        this = proposed(ready)
    mira = ready.client("mira")
    mira.get(page(ready, this))
    with django_assert_num_queries(22):
        mira.get(page(ready, this))
    with ready.scope():
        allocation_rounds.stop(round_id=this.pk, why="More came in", by=ready.mira)
        for name in ("idris", "jo"):
            accepted(ready.members[name], ready.mira, 3_000)
        more = proposed(ready, "Again")
    with django_assert_num_queries(22):
        mira.get(page(ready, more))


def test_a_letter_is_for_its_asker_those_it_covers_and_the_care_circle(ready: Cast) -> None:
    with ready.scope():
        child = add_dependant(name="Zoë", birth_year=2018, guardian=ready.hana)
        need = ask(ready.hana, person_ids=[ready.hana.person_id, child.pk])
        needs.accept(need_id=need.pk, tier=Tier.COMFORT, by=ready.mira)
        this = handed_out(ready)
        line = this.lines.get(need=need)
    why = ready.url(f"lines/{line.pk}/why/")
    text = ready.client("hana").get(why).text
    assert "Dear Hana," in text
    assert "Met in full." in text
    assert "Zoë" in text
    assert ready.client("mira").get(why).status_code == 200
    for name in ("idris", "dev", "bo"):
        assert ready.client(name).get(why).status_code == 404
    assert ready.client("hana").get(ready.url(f"lines/{uuid4()}/why/")).status_code == 404


def test_whoever_reads_the_letter_of_another_is_told_whose_it_is(ready: Cast) -> None:
    with ready.scope():
        this = proposed(ready)
        line = this.lines.get(need__claimant=ready.hana.person)
    own = ready.client("hana").get(ready.url(f"lines/{line.pk}/why/")).text
    others = ready.client("mira").get(ready.url(f"lines/{line.pk}/why/")).text
    assert "is proposed for you" in own
    assert "is proposed for Hana" in others
    with ready.scope():
        for name in ("mira", "noor"):
            allocation_rounds.approve(round_id=this.pk, by=ready.members[name])
        allocation_rounds.carry_out(round_id=this.pk, by=ready.mira)
    own = ready.client("hana").get(ready.url(f"lines/{line.pk}/why/")).text
    others = ready.client("mira").get(ready.url(f"lines/{line.pk}/why/")).text
    assert "is on its way to you" in own
    assert "This is the letter that" not in own
    assert "was decided for Hana" in others
    assert "This is the letter that Hana reads:" in others
    assert "Talk with Hana" in others
    assert "Talk to the care circle" not in others
