"""The care circle's desk: never one's own, words open by Read, and the asker sees who read."""

import pytest
from pytest_django import DjangoAssertNumQueries

from provisioning.needs.models.need import Need, NeedState
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import ask, proposed
from unions.people.actions.memberships import add_dependant


def state(need: Need, cast: Cast) -> tuple[str, str]:
    with cast.scope():
        found = Need.objects.get(pk=need.pk)
    return found.state, found.tier


def test_accepting_takes_two_taps(harbour: Cast) -> None:
    with harbour.scope():
        need = ask(harbour.hana, 180_000)
    mira = harbour.client("mira")
    desk = mira.get(harbour.url("care/")).text
    assert "£1,800.00" in desk
    assert "Hana" not in desk
    assert "Into which tier" in mira.get(harbour.url(f"care/{need.pk}/")).text
    mira.post(harbour.url(f"care/{need.pk}/accept/"), {"tier": "livelihood"})
    assert state(need, harbour) == (NeedState.ACCEPTED, Tier.LIVELIHOOD)
    mira.post(harbour.url(f"care/{need.pk}/accept/"), {"tier": "comfort"})
    assert state(need, harbour) == (NeedState.ACCEPTED, Tier.COMFORT)
    with harbour.scope():
        proposed(harbour)
    late = mira.post(harbour.url(f"care/{need.pk}/accept/"), {"tier": "survival"})
    assert late.status_code == 422
    assert "being counted" in mira.get(harbour.url(f"care/{need.pk}/")).text


def test_words_and_names_open_by_read_and_the_asker_sees_it(harbour: Cast) -> None:
    with harbour.scope():
        need = ask(harbour.hana, title="canary-title", words="canary-words")
    mira, hana = harbour.client("mira"), harbour.client("hana")
    page = harbour.url(f"care/{need.pk}/")
    before = mira.get(page).text
    assert "canary" not in before
    assert "Hana" not in before
    assert "Nobody has opened your words yet." in hana.get(harbour.url("needs/mine/")).text
    mira.post(page + "read/")
    after = mira.get(page).text
    assert "canary-title" in after
    assert "canary-words" in after
    assert "Hana asks" in after
    assert "canary" not in harbour.client("noor").get(page).text
    assert "Read by Mira." in hana.get(harbour.url("needs/mine/")).text


def test_ones_own_and_what_is_kept_from_one_are_not_there(harbour: Cast) -> None:
    with harbour.scope():
        child = add_dependant(name="Zoë", birth_year=2018, guardian=harbour.mira)
        mine = ask(harbour.mira)
        kept = ask(harbour.hana, kept_from_id=harbour.mira.person_id)
        covers_my_child = ask(harbour.jo, person_ids=[child.pk])
    mira, noor = harbour.client("mira"), harbour.client("noor")
    assert "Nothing waits" in mira.get(harbour.url("care/")).text
    for need in (mine, kept, covers_my_child):
        assert mira.get(harbour.url(f"care/{need.pk}/")).status_code == 404
        assert mira.post(harbour.url(f"care/{need.pk}/read/")).status_code == 422
        accept = mira.post(harbour.url(f"care/{need.pk}/accept/"), {"tier": "comfort"})
        assert accept.status_code == 422
        assert noor.get(harbour.url(f"care/{need.pk}/")).status_code == 200
    assert state(mine, harbour) == (NeedState.ASKED, "")


@pytest.mark.parametrize("name", ["hana", "dev", "jo", "bo"])
def test_only_the_care_circle_reads(harbour: Cast, name: str) -> None:
    with harbour.scope():
        need = ask(harbour.idris)
    client = harbour.client(name)
    assert client.get(harbour.url("care/")).status_code == 403
    assert client.get(harbour.url(f"care/{need.pk}/")).status_code == 403
    for act in ("read", "accept", "ask-back"):
        assert client.post(harbour.url(f"care/{need.pk}/{act}/")).status_code == 403


def test_the_care_circle_of_another_union_finds_nothing(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        need = ask(harbour.hana)
    ada = millrace.client("ada")
    assert ada.get(millrace.url(f"care/{need.pk}/")).status_code == 404
    for act in ("read", "accept", "ask-back"):
        data = {"tier": "comfort", "words": "x"}
        assert ada.post(millrace.url(f"care/{need.pk}/{act}/"), data).status_code == 404


def test_a_joint_need_waits_for_everyone(harbour: Cast) -> None:
    with harbour.scope():
        ids = [harbour.members[name].person_id for name in ("hana", "idris")]
        need = ask(harbour.hana, person_ids=ids)
    mira = harbour.client("mira")
    assert "has said yes yet" in mira.get(harbour.url(f"care/{need.pk}/")).text
    early = mira.post(harbour.url(f"care/{need.pk}/accept/"), {"tier": "comfort"})
    assert early.status_code == 422


def test_asking_back_needs_words(harbour: Cast) -> None:
    with harbour.scope():
        need = ask(harbour.hana)
    mira = harbour.client("mira")
    empty = mira.post(harbour.url(f"care/{need.pk}/ask-back/"), {"words": "  "})
    assert empty.status_code == 422
    mira.post(harbour.url(f"care/{need.pk}/ask-back/"), {"words": "Which size?"})
    assert state(need, harbour)[0] == NeedState.RETURNED
    assert "1 need waits for its asker" in mira.get(harbour.url("care/")).text
    assert "first, or it has been met" in mira.get(harbour.url(f"care/{need.pk}/")).text


def test_an_unknown_tier_is_nothing(harbour: Cast) -> None:
    with harbour.scope():
        need = ask(harbour.hana)
    answer = harbour.client("mira").post(harbour.url(f"care/{need.pk}/accept/"), {"tier": "luxury"})
    assert answer.status_code == 404


def test_the_desk_asks_the_database_as_often_for_three_rows_as_for_one(
    harbour: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mira = harbour.client("mira")
    with harbour.scope():
        ask(harbour.hana)
    mira.get(harbour.url("care/"))
    with django_assert_num_queries(13):
        mira.get(harbour.url("care/"))
    with harbour.scope():
        for _ in range(2):
            ask(harbour.jo)
    with django_assert_num_queries(13):
        mira.get(harbour.url("care/"))
