"""The board, asking in two steps, and my needs."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from provisioning.needs.actions import allocation_rounds, needs
from provisioning.needs.models.need import Need, NeedState
from provisioning.needs.refusals import NeedBeingCounted
from provisioning.tiers import Tier
from tests.cast import Cast
from tests.provisioning.needs.conftest import accepted, ask, fill, handed_out, pay
from unions.founding.actions.unions import set_policy
from unions.people.actions.memberships import add_dependant

FORM = {"category": "work", "amount": "1,800.00", "people": "1", "audience": "care_circle"}


def send(client: Client, cast: Cast, **fields: object) -> Any:
    return client.post(cast.url("needs/new/"), {**FORM, "step": "send", **fields})


def only(cast: Cast) -> Need:
    with cast.scope():
        return Need.objects.get()


def test_asking_takes_two_steps(harbour: Cast) -> None:
    hana = harbour.client("hana")
    assert "Ask for something" in hana.get(harbour.url("needs/")).text
    assert "How much, in GBP?" in hana.get(harbour.url("needs/new/")).text
    check = hana.post(harbour.url("needs/new/"), {**FORM, "step": "check"})
    assert check.status_code == 200
    assert "£1,800.00" in check.text
    assert "Only the care circle knows of it." in check.text
    with harbour.scope():
        assert not Need.objects.exists()
    sent = send(hana, harbour)
    need = only(harbour)
    assert sent.url == harbour.url(f"needs/{need.pk}/sent/")
    assert (need.amount_minor, need.state, need.named) == (180_000, NeedState.ASKED, False)
    assert "Mira, Noor" in hana.get(sent.url).text
    assert "nobody asks for a reason" in hana.get(sent.url).text


def test_going_back_keeps_what_was_typed(harbour: Cast) -> None:
    hana = harbour.client("hana")
    form = {**FORM, "step": "back", "title": "Sharp saw"}
    text = hana.post(harbour.url("needs/new/"), form)
    assert text.status_code == 200
    assert 'value="Sharp saw"' in text.text
    assert 'value="1,800.00"' in text.text


def test_a_sent_form_counts_once(harbour: Cast) -> None:
    hana, number = harbour.client("hana"), str(uuid4())
    first = send(hana, harbour, client_id=number)
    assert send(hana, harbour, client_id=number).url == first.url
    with harbour.scope():
        assert Need.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": ""}, "Say about how much."),
        ({"amount": "a lot"}, "This is not an amount of money."),
        ({"amount": "0"}, "above zero"),
        ({"amount": "-5"}, "above zero"),
        ({"amount": "99999999999"}, "Is a zero too many?"),
        ({"category": ""}, "Choose what it is for."),
        ({"category": "love"}, "Select a valid choice"),
        ({"people": "0"}, "greater than or equal to 1"),
        ({"by_on": "2020-01-01"}, "That day is over."),
        ({"title": "x" * 61}, "at most 60 characters"),
    ],
)
def test_a_problem_is_said_and_nothing_is_lost(
    harbour: Cast, fields: dict[str, str], words: str
) -> None:
    form = {**FORM, "words": "kept words", "step": "check", **fields}
    answer = harbour.client("hana").post(harbour.url("needs/new/"), form)
    assert answer.status_code == 422
    assert words in answer.text
    assert "kept words" in answer.text
    assert "Problem:" in answer.text


def test_for_several_people_each_is_named_and_says_yes(harbour: Cast) -> None:
    hana, idris = harbour.client("hana"), harbour.client("idris")
    ids = [str(harbour.members[name].person_id) for name in ("hana", "idris")]
    check = hana.post(harbour.url("needs/new/"), {**FORM, "people": "2", "step": "check"})
    assert "Who is it for?" in check.text
    wrong = send(hana, harbour, people="2", persons=ids[:1])
    assert wrong.status_code == 422
    assert "Choose 2 people, as you said before." in wrong.text
    sent = hana.get(send(hana, harbour, people="2", persons=ids).url).text
    assert "once these have said yes themselves: Idris" in sent
    need = only(harbour)
    with harbour.scope():
        assert [c.assented_at is None for c in need.covers.order_by("person__sort_key")] == [
            False,
            True,
        ]
    assert "A need waits for your yes" in idris.get(harbour.url("")).text
    idris.post(harbour.url(f"needs/{need.pk}/assent/"))
    assert idris.post(harbour.url(f"needs/{need.pk}/assent/")).status_code == 422
    with harbour.scope():
        assert not need.covers.filter(assented_at=None).exists()


def test_a_no_leaves_me_out(harbour: Cast) -> None:
    with harbour.scope():
        ids = [harbour.members[name].person_id for name in ("hana", "idris")]
        need = ask(harbour.hana, person_ids=ids)
    assert harbour.client("jo").post(harbour.url(f"needs/{need.pk}/decline/")).status_code == 404
    harbour.client("idris").post(harbour.url(f"needs/{need.pk}/decline/"))
    with harbour.scope():
        assert need.covers.count() == 1


def test_for_my_child_i_say_yes(harbour: Cast) -> None:
    with harbour.scope():
        child = add_dependant(name="Zoë", birth_year=2018, guardian=harbour.hana)
    hana = harbour.client("hana")
    check = hana.post(harbour.url("needs/new/"), {**FORM, "step": "check"})
    assert "Zoë" in check.text
    send(hana, harbour, persons=[str(child.pk)])
    with harbour.scope():
        (cover,) = only(harbour).covers.all()
        assert (cover.person_id, cover.assented_at is None) == (child.pk, False)


def test_the_board_shows_what_its_asker_chose_and_no_more(harbour: Cast) -> None:
    hana, jo = harbour.client("hana"), harbour.client("jo")
    send(hana, harbour, title="Secret one", words="canary-words")
    send(hana, harbour, title="Open one", words="canary-words", audience="board")
    send(hana, harbour, title="Named one", words="canary-words", audience="named")
    text = jo.get(harbour.url("needs/")).text
    assert "Secret one" not in text
    assert "Open one" in text
    assert text.count("Hana") == 1
    assert "canary-words" not in text
    with harbour.scope():
        shown = Need.objects.get(visible_to="union", named=False)
        secret = Need.objects.get(visible_to="care_circle")
    page = jo.get(harbour.url(f"needs/{shown.pk}/")).text
    assert "Open one" in page
    assert "Hana" not in page
    assert jo.get(harbour.url(f"needs/{secret.pk}/")).status_code == 404
    assert "canary-words" not in jo.get(harbour.url("")).text


def test_words_lie_sealed_in_the_database(harbour: Cast) -> None:
    send(harbour.client("hana"), harbour, title="canary-title", words="canary-words")
    need = only(harbour)
    assert b"canary" not in bytes(need.title_sealed) + bytes(need.words_sealed)
    assert "canary-title" in harbour.client("hana").get(harbour.url("needs/mine/")).text


def test_hostile_words_stay_text(harbour: Cast) -> None:
    hana = harbour.client("hana")
    send(hana, harbour, title="<img src=x onerror=alert(1)> Ünï 🧥", audience="board")
    text = harbour.client("jo").get(harbour.url("needs/")).text
    assert "<img src=x" not in text
    assert "&lt;img src=x onerror=alert(1)&gt; Ünï 🧥" in text


def test_my_needs_say_what_became_of_them(harbour: Cast) -> None:
    with harbour.scope():
        fill(harbour, 100_000)
        set_policy(key="round.silence_hours", value=0)
        accepted(harbour.hana, harbour.mira, 130_000, title="Loom")
        handed_out(harbour)
    hana = harbour.client("hana")
    text = hana.get(harbour.url("needs/mine/")).text
    assert "£1,000.00 is on its way to you." in text
    assert "November round: why £1,000.00?" in text
    need = only(harbour)
    assert hana.post(harbour.url(f"needs/{need.pk}/withdraw/")).status_code == 422
    with harbour.scope():
        pay(harbour)
    text = hana.get(harbour.url("needs/mine/")).text
    assert "£300.00 stays open and goes into the next round." in text
    hana.post(harbour.url(f"needs/{need.pk}/withdraw/"))
    assert only(harbour).state == NeedState.WITHDRAWN
    assert "You took this back." in hana.get(harbour.url("needs/mine/")).text


def test_giving_back_what_is_set_aside_keeps_the_need_open(harbour: Cast) -> None:
    with harbour.scope():
        fill(harbour, 100_000)
        set_policy(key="round.silence_hours", value=0)
        accepted(harbour.hana, harbour.mira, 130_000, only_whole=True)
        handed_out(harbour)
    hana = harbour.client("hana")
    assert "£1,000.00 is set aside for it" in hana.get(harbour.url("needs/mine/")).text
    hana.post(harbour.url(f"needs/{only(harbour).pk}/release/"))
    assert "set aside for it" not in hana.get(harbour.url("needs/mine/")).text
    assert only(harbour).state == NeedState.ACCEPTED


def test_what_a_closed_round_counts_on_is_not_given_back(harbour: Cast) -> None:
    with harbour.scope():
        fill(harbour, 100_000)
        set_policy(key="round.silence_hours", value=0)
        need = accepted(harbour.hana, harbour.mira, 130_000, only_whole=True)
        handed_out(harbour)
        fill(harbour, 100_000)
        this = allocation_rounds.start(client_id=uuid4(), title="December", by=harbour.mira)
        allocation_rounds.freeze(round_id=this.pk, by=harbour.mira)
        with pytest.raises(NeedBeingCounted):
            needs.release(need_id=need.pk, by=harbour.hana)


def test_nobody_elses_need_can_be_touched(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        need = ask(harbour.hana)
    for cast, name in ((harbour, "jo"), (harbour, "mira"), (millrace, "tom")):
        client = cast.client(name)
        for act in ("withdraw", "answer", "release", "assent", "decline"):
            answer = client.post(cast.url(f"needs/{need.pk}/{act}/"), {"words": "x"})
            assert answer.status_code == 404, (name, act)
        assert client.get(cast.url(f"needs/{need.pk}/sent/")).status_code == 404


def test_a_question_is_answered_once(harbour: Cast) -> None:
    with harbour.scope():
        need = ask(harbour.hana)
        needs.ask_back(need_id=need.pk, question="Which size?", by=harbour.mira)
    hana = harbour.client("hana")
    assert "A question for you" in hana.get(harbour.url("")).text
    assert "Which size?" in hana.get(harbour.url("needs/mine/")).text
    assert hana.post(harbour.url(f"needs/{need.pk}/answer/"), {"words": ""}).status_code == 422
    hana.post(harbour.url(f"needs/{need.pk}/answer/"), {"words": "39"})
    assert hana.post(harbour.url(f"needs/{need.pk}/answer/"), {"words": "40"}).status_code == 422
    assert only(harbour).state == NeedState.ASKED


def test_what_few_met_is_not_counted_out(harbour: Cast) -> None:
    with harbour.scope():
        fill(harbour, 100_000)
        set_policy(key="round.silence_hours", value=0)
        accepted(harbour.hana, harbour.mira, 1_000, Tier.SURVIVAL)
        handed_out(harbour)
        pay(harbour)
    jo = harbour.client("jo")
    text = jo.get(harbour.url("needs/")).text
    assert "1 need" not in text


@pytest.mark.parametrize("path", ["needs/", "needs/mine/"])
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(
    harbour: Cast, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = {"needs/": 13, "needs/mine/": 17}
    hana = harbour.client("hana")
    with harbour.scope():
        ask(harbour.hana, on_board=True)
    hana.get(harbour.url(path))
    with django_assert_num_queries(counts[path]):
        hana.get(harbour.url(path))
    with harbour.scope():
        for _ in range(2):
            ask(harbour.hana, on_board=True)
    with django_assert_num_queries(counts[path]):
        hana.get(harbour.url(path))
