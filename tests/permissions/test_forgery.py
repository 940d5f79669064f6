"""Another site cannot press a button for someone, nor prepare the session they will sign in to."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.test import Client, override_settings
from django.urls import include, path

import unions.urls
from tests.architecture.addresses import ours
from tests.cast import Cast
from tests.permissions.world import World, build
from unions.people.actions import api_tokens

# As on the demo, whose one-tap door stands nowhere else.
urlpatterns = [path("", include(unions.urls.demo)), path("", include("config.urls"))]
PASSWORD = "a long enough sentence"
WRITING = ("post", "put", "patch", "delete")
PAGES = [a for a in ours() if not a.path.startswith("api/") and not a.name.startswith("peers:")]
API = [a for a in ours() if a.path.startswith("api/")]


@pytest.fixture
def world(db: None) -> World:
    """Of everything one, so that each address leads somewhere."""
    return build()


def strict(cast: Cast, name: str) -> Client:
    """A browser of someone signed in, whose requests are checked as they are in real use."""
    client = Client(enforce_csrf_checks=True)
    user = cast.members[name].user
    assert user is not None
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def token_of(client: Client, page: str) -> str:
    """The token in the first form of a page."""
    found = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(page).content.decode()
    )
    assert found, page
    return found[1]


def test_no_page_is_exempt() -> None:
    """Only programs' addresses are: their sessions are checked below, signatures by the wire."""
    exempt = [a.name for a in ours() if getattr(a.view, "csrf_exempt", False)]
    unchecked = [n for n in exempt if "-api:" not in n and not n.startswith("peers:")]
    assert not unchecked


def test_a_page_takes_nothing_without_its_token(world: World) -> None:
    browser = strict(world.harbour, "all")
    for address in PAGES:
        answer = browser.post(world.path(address, world.ids), {"client_id": str(uuid4())})
        assert answer.status_code == 403, address.name
        assert "This form was open too long" in answer.content.decode(), address.name


def test_with_the_token_of_its_page_a_form_is_taken(harbour: Cast) -> None:
    browser = strict(harbour, "hana")
    token = token_of(browser, harbour.url("settings/"))
    address, chosen = harbour.url("settings/theme/"), {"theme": "dark"}
    foreign = {"theme": "dark", "csrfmiddlewaretoken": "x" * len(token)}
    assert browser.post(address, foreign).status_code == 403
    assert browser.post(address, chosen | {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_session_alone_writes_nothing_through_the_api(world: World) -> None:
    browser = strict(world.harbour, "all")
    for address in API:
        where = world.path(address, world.ids)
        for method in WRITING:
            answer = getattr(browser, method)(where, data="{}", content_type="application/json")
            assert answer.status_code == 403, (address.name, method)
            assert "CSRF" in answer.content.decode(), (address.name, method)


def test_with_the_token_of_a_page_or_a_programs_own_the_api_takes_it(harbour: Cast) -> None:
    browser, address = strict(harbour, "hana"), f"/api/v1{harbour.url('contributions/')}"
    token = token_of(browser, harbour.url("settings/"))
    json: dict[str, Any] = {"data": "{}", "content_type": "application/json"}
    assert browser.post(address, **json, headers={"X-CSRFToken": token}).status_code == 422
    assert harbour.hana.user is not None
    key = api_tokens.make(name="Reader", by=harbour.hana.user)
    program = Client(enforce_csrf_checks=True, headers={"Authorization": f"Token {key}"})
    assert program.post(address, **json).status_code == 422


@pytest.fixture
def hana(harbour: Cast) -> Cast:
    """Harbour, whose Hana has a password and an address that is known to be hers."""
    user = harbour.hana.user
    assert user is not None
    user.set_password(PASSWORD)
    user.email = "hana@demo.example"
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return harbour


@pytest.fixture
def prepared() -> Iterator[Client]:
    """A browser in which somebody else has begun a session and knows its key."""
    with override_settings(ROOT_URLCONF=__name__, IS_DEMO=True):
        client = Client()
        session = client.session
        session["planted"] = "yes"
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
        yield client


def by_password(client: Client, _mails: list[EmailMessage]) -> None:
    client.post("/accounts/login/", {"login": "hana@demo.example", "password": PASSWORD})


def by_code(client: Client, mails: list[EmailMessage]) -> None:
    client.post("/accounts/login/code/", {"email": "hana@demo.example"})
    found = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", str(mails[0].body), re.MULTILINE)
    assert found, mails[0].body
    client.post("/accounts/login/code/confirm/", {"code": found[1]})


def by_one_tap(client: Client, _mails: list[EmailMessage]) -> None:
    client.post("/demo/enter/", {"person": "hana"}, headers={"Host": "localhost"})


@pytest.mark.parametrize("sign_in", [by_password, by_code, by_one_tap])
def test_the_key_of_a_session_changes_when_someone_signs_in(
    hana: Cast, prepared: Client, mailoutbox: list[EmailMessage], sign_in: Any
) -> None:
    known = prepared.session.session_key
    sign_in(prepared, mailoutbox)
    assert prepared.get(hana.url("")).status_code == 200, "signed in"
    assert prepared.session.session_key != known
    assert not Session.objects.filter(session_key=known).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = known or ""
    assert thief.get(hana.url("")).status_code == 302


def test_the_session_of_another_is_not_taken_over(hana: Cast, prepared: Client) -> None:
    """Who signs in where someone else is signed in finds nothing of theirs."""
    assert hana.idris.user is not None
    prepared.force_login(hana.idris.user)
    session = prepared.session
    session["of_idris"] = "yes"
    session.save()
    by_one_tap(prepared, [])
    assert prepared.session.get("_auth_user_id") == str(hana.hana.user and hana.hana.user.pk)
    assert "of_idris" not in prepared.session


def test_signing_out_ends_the_session_on_the_server(hana: Cast) -> None:
    browser = hana.client("hana")
    key = browser.session.session_key
    browser.post("/accounts/logout/")
    assert not Session.objects.filter(session_key=key).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key or ""
    assert thief.get(hana.url("")).status_code == 302
