"""A link lets exactly one person in."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection
from django.test import Client

from tests.cast import Cast
from unions.people.actions.invitations import accept, invite, withdraw
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.people.queries.invitations import waiting_of, welcome
from unions.people.refusals import InvitationSpent
from unions.refusals import NotFound, Refused


def test_link_works_once(in_harbour: Cast) -> None:
    code = invite(called="Lou", by=in_harbour.hana)
    lou, max_ = (User.objects.create_user(f"{n}@x.example") for n in ("lou", "max"))
    member = accept(code=code, name="Lou", user=lou)
    assert member.state == Membership.State.PROVISIONAL
    with pytest.raises(InvitationSpent):
        accept(code=code, name="Max", user=max_)


def test_old_link_is_refused(in_harbour: Cast) -> None:
    code = invite(called="Lou", by=in_harbour.hana)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=15)):
        assert welcome(code) is None
        with pytest.raises(InvitationSpent):
            accept(code=code, name="Lou", user=User.objects.create_user("lou@x.example"))


def test_link_taken_back_is_refused(in_harbour: Cast) -> None:
    code = invite(called="Lou", by=in_harbour.hana)
    (open_one,) = waiting_of(in_harbour.hana)
    with pytest.raises(NotFound):
        withdraw(invitation_id=open_one.id, by=in_harbour.idris)
    assert welcome(code) is not None, "only the inviter takes it back"
    withdraw(invitation_id=open_one.id, by=in_harbour.hana)
    with pytest.raises(InvitationSpent):
        accept(code=code, name="Lou", user=User.objects.create_user("lou@x.example"))


def test_code_of_one_union_is_unknown_in_another(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        code = invite(called="", by=harbour.hana)
    assert Client().get(harbour.url(f"join/{code}/")).status_code == 200
    assert Client().get(millrace.url(f"join/{code}/")).status_code == 404


def test_a_made_up_code_tells_nobody_that_there_is_such_a_union(
    harbour: Cast, millrace: Cast, guest: Client
) -> None:
    for browser in (guest, millrace.client("tom")):
        ours, nowhere = (
            browser.get(f"/u/{slug}/join/x/") for slug in ("harbour-lights", "nowhere")
        )
        assert (ours.status_code, nowhere.status_code) == (404, 404)
        assert ours.content == nowhere.content
        assert ours.headers == nowhere.headers


def test_a_link_that_was_taken_back_says_so(harbour: Cast, guest: Client) -> None:
    with harbour.scope():
        code = invite(called="Lou", by=harbour.hana)
        (open_one,) = waiting_of(harbour.hana)
        withdraw(invitation_id=open_one.id, by=harbour.hana)
    answer = guest.get(harbour.url(f"join/{code}/"))
    assert answer.status_code == 404
    assert b"This link does not work any more" in answer.content


def test_whole_way_in(harbour: Cast) -> None:
    code = harbour.client("hana").post(harbour.url("people/invitations/new/"), {"called": "Lou"})
    link = code.context["link"]
    lou = User.objects.create_user("lou@x.example")
    browser = Client()
    path = link.removeprefix("http://testserver")
    assert b"Hana" in browser.get(path).content
    browser.force_login(lou, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert browser.post(path, {"name": "  "}).status_code == 422
    assert browser.post(path, {"name": "Lou"}).status_code == 302
    assert browser.get(harbour.url("people/")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_two_at_once_let_one_in(harbour: Cast) -> None:
    with harbour.scope():
        code = invite(called="", by=harbour.hana)
    users = [User.objects.create_user(f"p{n}@x.example") for n in range(4)]
    start, said = Barrier(4), []

    def join(user: User) -> None:
        start.wait()
        try:
            with harbour.scope():
                accept(code=code, name="Someone", user=user)
            said.append("in")
        except Refused as refusal:
            said.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=join, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["in", "invitation-spent", "invitation-spent", "invitation-spent"]
