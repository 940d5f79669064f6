"""What may be an origin, an invite."""

import pytest

from federation.protocol import invites
from federation.protocol.canonical import Malformed
from federation.protocol.origins import authority_of, check_origin, log_origin

DEV = ["http://127.0.0.1:8000"]


@pytest.mark.parametrize("origin", ["https://a.example", "https://hub.a.example:8443", *DEV])
def test_origins(origin: str) -> None:
    assert check_origin(origin, development=DEV) == origin


@pytest.mark.parametrize(
    "origin",
    [
        "http://a.example",
        "https://a.example/",
        "https://a.example:443",
        "https://a.example:0",
        "https://a.example:99999",
        "https://A.example",
        "https://user@a.example",
        "https://localhost",
        "https://127.0.0.1",
        "https://[::1]",
        "https://10.1",
        "https://a.example\n",
        "http://127.0.0.1:8001",
        "ftp://a.example",
        "",
    ],
)
def test_what_is_not_an_origin(origin: str) -> None:
    with pytest.raises(Malformed):
        check_origin(origin, development=DEV)


@pytest.mark.parametrize(
    "origin",
    ["http://10.0.0.1:8000", "http://127.0.0.1", "http://127.0.0.1:80", "http://localhost:8000"],
)
def test_what_may_not_stand_on_the_development_list(origin: str) -> None:
    with pytest.raises(Malformed):
        check_origin(origin, development=[origin])


def test_names_that_follow_from_an_origin() -> None:
    assert authority_of("http://127.0.0.1:8000") == "127.0.0.1:8000"
    assert log_origin("https://a.example", 2) == "a.example/fed/log/2"


def test_an_invite_is_split_at_its_last_two_colons() -> None:
    invite = invites.Invite("http://127.0.0.1:8000", "A" * 22, "A" * 43)

    assert invites.parse(f" {invite.text}\n") == invite


@pytest.mark.parametrize(
    "text", ["", "cu1:", "cu2:a:b:c", "cu1:https://a.example:short:" + "A" * 43]
)
def test_what_is_not_an_invite(text: str) -> None:
    with pytest.raises(Malformed):
        invites.parse(text)
