"""A host founds a union; from then on its people do everything by themselves."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from config.services.folders import ROOT
from tests.cast import Cast
from unions.founding.models.union import Union
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.tenancy.scopes import union_scope

CODE = re.compile(r"^\s*([A-Z0-9-]{6,12})\s*$", re.MULTILINE)

SCHEMA = json.loads((ROOT / "federation/protocol/entry_schemas/union-1.json").read_text())


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


def test_a_login_without_a_proven_address_gets_one(harbour: Cast) -> None:
    assert harbour.hana.user is not None
    found(email=harbour.hana.user.email)
    assert EmailAddress.objects.get(user=harbour.hana.user).verified


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"area": "es", "currency": "eur"}, ("ES", "EUR", "Río Lento")),
        ({"name": "Cafe\u0301\nLento"}, ("ES", "EUR", "Café Lento")),
    ],
)
@pytest.mark.usefixtures("db")
def test_what_is_kept_fits_the_card_that_other_regions_read(
    typed: dict[str, str], kept: tuple[str, ...]
) -> None:
    found(**typed)
    union = Union.objects.select_related("region").get()
    assert (union.area, union.currency, union.name) == kept
    card = SCHEMA["properties"]
    for name, value in (
        ("area", union.area),
        ("cur", union.currency),
        ("tz", union.time_zone),
        ("region", union.region.slug),
    ):
        assert re.search(card[name]["pattern"], value)


@pytest.mark.usefixtures("db")
def test_unions_of_one_region_share_it() -> None:
    found()
    found("Río Alto", email="ada@alto.example")
    assert Union.objects.values("region").distinct().count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"currency": "XYZ"}, "no currency 'XYZ'"),
        ({"currency": "DEM"}, "no currency 'DEM' in use"),
        ({"time_zone": "Madrid"}, "no time zone 'Madrid'"),
        ({"time_zone": "localtime"}, "no time zone"),
        ({"area": "Spain"}, "--area is made of two letters"),
        ({"email": "kim"}, "no e-mail address"),
        ({"email": f"kim@{'a.' * 126}example"}, "254 letters at most"),
        ({"person": " "}, "--person is a line"),
        ({"person": "\u202e\x00"}, "--person is a line"),
        ({"slug": "Río Lento"}, "--slug is made of"),
        ({"slug": "-"}, "--slug is made of"),
        ({"name": "…"}, "--slug is made of"),
        ({"name": "  "}, "NAME is a line"),
        ({"name": "x" * 81}, "NAME is a line"),
        ({"slug": "harbour-lights"}, "a union at /u/harbour-lights/ already"),
        ({"region": "…"}, "--region-slug is made of"),
        ({"region_slug": "North_Shore"}, "--region-slug is made of"),
        ({"region": "Elsewhere", "region_slug": "northshore"}, "is called 'Northshore' here"),
        ({"email": "shut@reed.example"}, "is shut"),
    ],
)
def test_what_is_wrong_is_one_sentence_and_founds_nothing(
    harbour: Cast, changed: dict[str, Any], said: str
) -> None:
    shut = User.objects.create_user("shut@reed.example")
    User.objects.filter(pk=shut.pk).update(is_active=False)
    with pytest.raises(CommandError, match=re.escape(said)) as caught:
        found(**changed)
    assert "\n" not in str(caught.value)
    assert list(Union.objects.all()) == [harbour.union]
    assert not User.objects.filter(email="kim@reed.example").exists()


@pytest.mark.django_db(transaction=True)
def test_founded_twice_at_once_it_is_founded_once() -> None:
    def once(_: int) -> str:
        try:
            return found()
        except CommandError as error:
            return str(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = [*pool.map(once, range(4))]
    assert sum("is founded" in answer for answer in answers) == 1, answers
    assert all("\n" not in answer.strip() for answer in answers)
    assert Union.objects.count() == User.objects.count() == 1
