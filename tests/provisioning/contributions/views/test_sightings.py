"""The desk of the second person."""

import pytest
from django.utils import timezone

from provisioning.contributions.actions.contributions import log
from provisioning.contributions.models.contribution import Contribution
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import Cast
from unions.tenancy.ids import uuid7

pytestmark = pytest.mark.django_db


def hour(cast: Cast, name: str, what: str) -> Contribution:
    with cast.scope():
        return log(
            kind=Kind.WORK,
            amount=Quantity(60, Unit.MINUTE),
            what=what,
            given_on=timezone.localdate(),
            client_id=uuid7(),
            by=cast.members[name],
        )


def test_the_care_circle_sees_what_waits_but_not_its_own(harbour: Cast) -> None:
    hour(harbour, "hana", "Mending nets")
    hour(harbour, "mira", "Own work of Mira")
    page = harbour.client("mira").get(harbour.url("contributions/seen/"))
    assert "Mending nets" in page.text
    assert "Hana" in page.text
    assert "Own work of Mira" not in page.text


@pytest.mark.parametrize("name", ["hana", "dev", "jo"])
def test_others_are_told_who_can(harbour: Cast, name: str) -> None:
    page = harbour.client(name).get(harbour.url("contributions/seen/"))
    assert page.status_code == 403
    assert "care circle" in page.text


def test_seen_once_and_gone_from_the_desk(harbour: Cast) -> None:
    entry = hour(harbour, "hana", "Mending nets")
    client = harbour.client("mira")
    page = client.post(harbour.url(f"contributions/{entry.id}/see/"), follow=True)
    assert "You have seen 1 h Mending nets." in page.text
    assert "Nothing waits" in page.text
    late = harbour.client("noor").post(harbour.url(f"contributions/{entry.id}/see/"))
    assert late.status_code == 422
    assert "Someone else has seen this entry already" in late.text
    given = harbour.client("hana").get(harbour.url("mine/given/"))
    assert "Mira" in given.text
