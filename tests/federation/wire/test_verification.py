"""Signed requests: the vector of the specification, and each reason for a no."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache

from federation.protocol.canonical import b64, encode
from federation.wire import limits
from federation.wire.messages import Message
from federation.wire.problems import Problem
from federation.wire.signatures import sign
from federation.wire.verification import authenticate

VECTORS = Path(__file__).parents[1] / "protocol" / "vectors"
SEED = bytes.fromhex("d9bc08d78a1437100f8230368e60bbcb2fbf2a7c0e38a1d61976c7df6761dacf")
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
PUBLIC = KEY.public_key().public_bytes_raw()
KEYID = "a.example/bJWn4kr-D6ZSkG8o"
NOW = datetime.fromtimestamp(1795314000, tz=UTC)
NONCE = "q83vEjRWeJCrze8SNFZ4kA"
URL = "https://b.example/federation/v1/pokes"
BODY = encode({"log": "a.example/fed/log/1", "size": 5, "urgent": False})
Change = Callable[[Message], Message]


def vector() -> Message:
    """The request of the specification, as it comes in."""
    head, _, body = (VECTORS / "request.txt").read_text(encoding="utf-8").partition("\n\n")
    (method, url), *lines = [line.split(" ", 1) for line in head.split("\n")]
    headers = {name.rstrip(":").lower(): value for name, value in lines}
    return Message(method, url, headers, body.rstrip("\n").encode(), "198.51.100.7")


def signed(**changes: Any) -> Message:
    """A request of ours, signed now."""
    message = Message("POST", URL, {}, BODY, "198.51.100.7")
    arguments: dict[str, Any] = {
        "key": KEY,
        "keyid": KEYID,
        "created": NOW,
        "nonce": NONCE,
    } | changes
    sign(message, **arguments)
    return message


def check(message: Message, now: datetime = NOW) -> str:
    """The key id, or the status and code of the refusal."""
    try:
        return authenticate(message, find_key={KEYID: PUBLIC}.get, now=now).keyid
    except Problem as problem:
        told = problem.extras.get("server_time")
        late = problem.status == 401 and told != int(now.timestamp())
        return f"{problem.status} {problem.code}{' without the time' if late else ''}"


def test_the_vector_is_signed_to_the_same_bytes() -> None:
    assert signed().headers == vector().headers


def test_the_vector_verifies_once() -> None:
    assert check(vector()) == KEYID
    assert check(vector()) == "401 replay"


def test_the_same_nonce_of_another_key_is_no_replay() -> None:
    assert check(vector()) == KEYID
    assert limits.is_fresh("other/key", NONCE)


def header(name: str, value: str | None) -> Change:
    """Set or drop one header."""

    def change(message: Message) -> Message:
        headers = {k: v for k, v in message.headers.items() if k != name}
        return replace(message, headers=headers | ({} if value is None else {name: value}))

    return change


def in_input(old: str, new: str) -> Change:
    """Change the signature's own parameters."""

    def change(message: Message) -> Message:
        value = message.headers["signature-input"]
        assert old in value
        return header("signature-input", value.replace(old, new))(message)

    return change


REFUSED: list[Any] = [
    pytest.param(header("signature", None), "401 signature-missing", id="no signature"),
    pytest.param(header("signature-input", None), "401 signature-missing", id="no input"),
    pytest.param(in_input("cu-fed/1", "else/1"), "401 signature-missing", id="another tag"),
    pytest.param(header("signature-input", "((("), "401 signature-input", id="no structured field"),
    pytest.param(in_input('"@method" ', ""), "401 signature-input", id="method not covered"),
    pytest.param(in_input(' "@target-uri"', ""), "401 signature-input", id="address not covered"),
    pytest.param(in_input(' "content-digest"', ""), "401 signature-input", id="digest not covered"),
    pytest.param(in_input(' "content-type"', ""), "401 signature-input", id="type not covered"),
    pytest.param(
        in_input('"@method"', '"@method" "@authority"'), "401 signature-input", id="other derived"
    ),
    pytest.param(in_input('"@method"', '"@method";req'), "401 signature-input", id="parameter"),
    pytest.param(in_input(';alg="ed25519"', ""), "401 signature-input", id="no alg"),
    pytest.param(in_input('"ed25519"', '"hmac-sha256"'), "401 signature-input", id="other alg"),
    pytest.param(in_input(f';nonce="{NONCE}"', ""), "401 signature-input", id="no nonce"),
    pytest.param(in_input(NONCE, "short"), "401 signature-input", id="short nonce"),
    pytest.param(in_input(";created=1795314000", ""), "401 signature-input", id="no created"),
    pytest.param(in_input("=1795314000", '="now"'), "401 signature-input", id="created no number"),
    pytest.param(in_input(";tag=", ";x=1;tag="), "401 signature-input", id="unknown parameter"),
    pytest.param(in_input("a.example", "c.example"), "401 unknown-key", id="unknown key"),
    pytest.param(in_input(";tag=", ";expires=1795313999;tag="), "401 clock", id="expired"),
    pytest.param(lambda m: replace(m, body=BODY[:-1] + b" }"), "401 digest", id="changed body"),
    pytest.param(header("content-digest", None), "401 digest", id="body without digest"),
    pytest.param(
        header("content-digest", f"sha-256=:{b64(b'0' * 32)}:"), "401 digest", id="wrong digest"
    ),
    pytest.param(
        header("signature", f"cu=:{b64(b'0' * 64)}:"), "401 signature", id="wrong signature"
    ),
    pytest.param(in_input("=1795314000", "=1795314001"), "401 signature", id="changed time"),
    pytest.param(
        lambda m: replace(m, url=m.url.replace("b.example", "c.example")),
        "401 signature",
        id="sent on to another host",
    ),
    pytest.param(lambda m: replace(m, url=m.url + "?x=1"), "401 signature", id="added query"),
    pytest.param(lambda m: replace(m, method="PUT"), "401 signature", id="another method"),
    pytest.param(header("content-type", "text/plain"), "415 media-type", id="another type"),
    pytest.param(header("content-encoding", "gzip"), "415 media-type", id="encoded body"),
    pytest.param(lambda m: replace(m, body=b"x" * 65_537), "413 too-large", id="large body"),
]


@pytest.mark.parametrize(("change", "expected"), REFUSED)
def test_refused(change: Change, expected: str) -> None:
    assert check(change(vector())) == expected
    # And nothing was spent by it: the true request still passes.
    assert check(vector()) == KEYID


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(300, KEYID), (301, "401 clock"), (-60, KEYID), (-61, "401 clock")],
)
def test_the_window_is_five_minutes_back_and_one_ahead(seconds: int, expected: str) -> None:
    assert check(vector(), NOW + timedelta(seconds=seconds)) == expected


def test_two_signatures_with_our_tag_are_refused() -> None:
    message = vector()
    for name in ("signature", "signature-input"):
        value = message.headers[name]
        message.headers[name] = f"{value}, two{value.removeprefix('cu')}"

    assert check(message) == "401 signature-input"


def test_signatures_with_other_tags_are_passed_over() -> None:
    message = vector()
    for name in ("signature", "signature-input"):
        value = message.headers[name].replace("cu-fed/1", "proxy/1")
        message.headers[name] += f", proxy{value.removeprefix('cu')}"

    assert check(message) == KEYID


def test_without_a_store_reading_goes_on_and_writing_waits(monkeypatch: Any) -> None:
    def down(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", down)
    reading = Message("GET", URL, {}, b"", "198.51.100.7")
    sign(reading, key=KEY, keyid=KEYID, created=NOW)

    assert check(reading) == KEYID
    assert check(vector()) == "503 busy"


@pytest.fixture
def one_minute() -> Iterator[None]:
    """The minute that is counted does not end while a test counts in it."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.usefixtures("one_minute")
def test_a_key_has_its_share_of_a_minute() -> None:
    answers = [check(signed(nonce=None)) for _ in range(limits.WRITES_A_MINUTE + 1)]

    assert answers[:-1] == [KEYID] * limits.WRITES_A_MINUTE
    assert answers[-1] == "429 slow-down"


@pytest.mark.usefixtures("one_minute")
def test_a_stranger_cannot_spend_the_share_of_a_peer() -> None:
    last = ""
    for _ in range(limits.CHEAP_A_MINUTE + 1):
        forged = header("signature", f"cu=:{b64(b'0' * 64)}:")(vector())
        last = check(replace(forged, address="203.0.113.9"))

    assert last == "429 slow-down"
    assert check(vector()) == KEYID
