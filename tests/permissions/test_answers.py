"""What every answer carries, and what changes at once when an office or a membership ends."""

import pytest
from django.test import Client

from tests.architecture.addresses import Address, ours
from tests.cast import Cast
from tests.permissions.world import World, build
from unions.circles.actions.role_terms import end
from unions.people.actions import api_tokens
from unions.people.actions.memberships import leave
from unions.rights import Office

PAGES = [a for a in ours() if a.of_union and not a.path.startswith("api/")]
READS = [a for a in ours() if a.path.startswith("api/") and not a.parameters]


@pytest.fixture
def world(db: None) -> World:
    return build()


def test_every_answer_is_guarded_by_its_headers(world: World) -> None:
    """No inline code, no frame, no guessing of types, nothing told to other sites, nothing kept."""
    for address in PAGES:
        answer = world.browsers["all"].get(world.path(address, world.ids))
        policy = answer["Content-Security-Policy"]
        assert "'unsafe-inline'" not in policy, address.name
        assert "frame-ancestors 'none'" in policy, address.name
        assert "object-src 'none'" in policy, address.name
        assert answer["X-Content-Type-Options"] == "nosniff", address.name
        assert answer["X-Frame-Options"] == "DENY", address.name
        assert answer["Referrer-Policy"] == "same-origin", address.name
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address.name
        assert "no-store" in answer["Cache-Control"], address.name


def test_an_office_that_ends_is_gone_with_the_next_request(harbour: Cast) -> None:
    browser = harbour.client("dev")
    assert browser.get(harbour.url("purse/spends/")).status_code == 200
    with harbour.scope():
        end(membership=harbour.dev, office=Office.KEEPER, by=harbour.mira)
    assert browser.get(harbour.url("purse/spends/")).status_code == 403


@pytest.mark.parametrize("address", READS, ids=lambda address: address.name)
def test_a_token_opens_what_its_owner_may_open_and_not_a_day_longer(
    harbour: Cast, millrace: Cast, address: Address
) -> None:
    user = harbour.hana.user
    assert user is not None
    token = api_tokens.make(name="Reader", by=user)
    program = Client(headers={"Authorization": f"Token {token}"})
    path = "/" + address.path.replace("<slug:union>", harbour.union.slug)
    other = "/" + address.path.replace("<slug:union>", millrace.union.slug)
    as_member = harbour.client("hana").get(path).status_code
    assert program.get(path).status_code == as_member
    assert program.get(other).status_code == 404
    with harbour.scope():
        leave(by=harbour.hana)
    assert program.get(path).status_code == 404
