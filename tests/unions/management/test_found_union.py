"""A host founds a union; from then on its people do everything by themselves."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from tests.cast import Cast
from unions.founding.models.union import Union
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.tenancy.scopes import union_scope

CODE = re.compile(r"^\s*([A-Z0-9-]{6,12})\s*$", re.MULTILINE)


def found(name: str = "Río Lento", **changed: str) -> str:
    said = {"region": "Westvale", "person": "Kim Reed", "email": "Kim@Reed.example"}
    more = {"currency": "EUR", "time_zone": "Europe/Madrid", "area": "ES"}
    told = StringIO()
    call_command("found_union", name, stdout=told, **{**said, **more, **changed})
    return told.getvalue()


@pytest.mark.usefixtures("db")
def test_its_first_member_signs_in_by_code_and_lets_the_others_in() -> None:
    said = found()
    assert "/u/rio-lento/" in said
    union = Union.objects.get()
    assert (union.currency, union.time_zone, union.area) == ("EUR", "Europe/Madrid", "ES")
    browser = Client()
    browser.post("/accounts/login/code/", {"email": "kim@reed.example"})
    (letter,) = mail.outbox
    assert letter.to == ["kim@reed.example"]
    code = CODE.search(str(letter.body))
    assert code, letter.body
    browser.post("/accounts/login/code/confirm/", {"code": code[1]})
    home = browser.get("/u/rio-lento/")
    assert home.status_code == 200
    assert "Kim" in home.content.decode()
    assert browser.get("/u/rio-lento/people/invitations/new/").status_code == 200
    with union_scope(union.id):
        kim = Membership.objects.get()
    seat = browser.post(f"/u/rio-lento/people/{kim.pk}/offices/", {"office": "keeper"})
    assert seat.status_code == 302
    assert browser.get("/u/rio-lento/purse/spends/new/").status_code == 200


def test_whoever_has_a_login_here_keeps_it(harbour: Cast) -> None:
    assert harbour.hana.user is not None
    found(email=harbour.hana.user.email.upper())
    assert User.objects.filter(email=harbour.hana.user.email).count() == 1
    assert harbour.client("hana").get("/u/rio-lento/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"currency": "XYZ"}, "no currency 'XYZ'"),
        ({"currency": "eur"}, "no currency 'eur'"),
        ({"time_zone": "Madrid"}, "no time zone 'Madrid'"),
        ({"email": "kim"}, "valid email"),
        ({"person": " "}, "name"),
        ({"slug": "Río Lento"}, "slug"),
        ({"name": "…"}, "slug"),
        ({"name": "x" * 81}, "name"),
        ({"slug": "harbour-lights"}, "slug"),
        ({"region": "…"}, "slug"),
        ({"region": "…", "region_slug": "a b"}, "slug"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_founds_nothing(
    harbour: Cast, changed: dict[str, Any], said: str
) -> None:
    with pytest.raises(CommandError, match=said) as caught:
        found(**changed)
    assert "\n" not in str(caught.value)
    assert list(Union.objects.all()) == [harbour.union]
    assert not User.objects.filter(email="kim@reed.example").exists()
