"""What a real instance answers to strangers, thieves and those who changed their minds."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.wire.conftest import Pair

LOG = "/federation/v1/log/entries?epoch=1&from=0"


def call(origin: str, method: str, path: str, headers: dict[str, str] | None = None) -> Any:
    """Status, code and headers of a plain request."""
    parts = urlsplit(origin)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    is_problem = answer.headers.get("Content-Type") == "application/problem+json"
    code = json.loads(body)["code"] if is_problem else ""
    return answer.status, code, answer.headers


def recorded(pair: Pair) -> dict[str, str]:
    """The signature of the last pull that B made at A, as someone on the way could keep it."""
    assert pair.a.recorder is not None
    pair.b.do("pull")
    start = pair.a.recorder.sent.rindex(b"GET /federation/v1/log/entries")
    head = bytes(pair.a.recorder.sent[start:]).split(b"\r\n\r\n")[0].decode().split("\r\n")
    path = head[0].split(" ")[1]
    fields = dict(line.split(": ", 1) for line in head[1:])
    kept = {k: v for k, v in fields.items() if k.lower().startswith("signature")}
    return kept | {"path": path}


def test_a_request_without_signature(pair: Pair) -> None:
    status, code, _ = call(pair.a.origin, "GET", LOG)

    assert (status, code) == (401, "signature-missing")


def test_a_recorded_request_is_good_once_and_for_one_host_and_address(pair: Pair) -> None:
    kept = recorded(pair)
    path = kept.pop("path")

    assert call(pair.a.origin, "GET", path, kept)[:2] == (401, "replay")
    assert call(pair.a.origin, "GET", f"{path}&to=1", kept)[:2] == (401, "signature")
    assert call(pair.b.origin, "GET", path, kept)[:2] == (401, "unknown-key")
    spoilt = {**kept, "Host": "elsewhere.example"}
    assert call(pair.a.origin, "GET", path, spoilt)[0] in {400, 401}


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("POST", LOG, (405, "method")),
        ("GET", "/federation/v1/peerings", (405, "method")),
        ("GET", "/federation/v1/nothing", (404, "not-found")),
        ("GET", "/federation/v1/log/%65ntries?epoch=1&from=0", (400, "malformed")),
        (
            "GET",
            "/federation/v1/peerings/019ab2d4-7c00-7a51-8e02-5b1f0c6d9a10",
            (401, "signature-missing"),
        ),
    ],
)
def test_addresses_that_are_not_for_this(
    pair: Pair, method: str, path: str, expected: tuple[int, str]
) -> None:
    status, code, headers = call(pair.a.origin, method, path)

    assert (status, code) == expected
    assert status != 405 or headers["Allow"]


def test_everyone_may_learn_who_answers_and_which_keys_hold(pair: Pair) -> None:
    status, _, headers = call(pair.a.origin, "GET", "/federation/v1/keys")
    assert status == 200

    again = call(pair.a.origin, "GET", "/federation/v1/keys", {"If-None-Match": headers["ETag"]})
    assert again[0] == 304
    assert call(pair.a.origin, "GET", "/.well-known/communal-union")[0] == 200


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("paused", "refused paused"),
        ("blocked", "refused blocked"),
        ("pending", "refused not-active"),
    ],
)
def test_a_peer_that_is_not_active_reads_nothing(pair: Pair, state: str, expected: str) -> None:
    pair.a.do("set_state", to=state)
    try:
        found = pair.b.do("pull")
    finally:
        pair.a.do("set_state", to="active")

    assert f"{found['trouble']} {found['code']}" == expected
    assert pair.b.do("pull")["trouble"] == ""


def test_an_answer_spoilt_on_the_way_is_noticed_and_read_again(pair: Pair) -> None:
    assert pair.a.recorder is not None
    pair.a.do("tell", slug="alder", k="2026-01", members=77)
    pair.a.do("seal")
    before = len(pair.b.do("received_lines"))
    pair.a.recorder.spoil = lambda answer: answer[:-7]
    try:
        assert pair.b.do("pull")["trouble"] == "unreachable"
        assert len(pair.b.do("received_lines")) == before
    finally:
        pair.a.recorder.spoil = None

    assert pair.b.do("pull")["trouble"] == ""
    assert pair.b.do("received_lines")[-len(pair.a.do("lines")) :] == pair.a.do("lines")


def test_what_a_union_withdraws_goes_out_withheld(pair: Pair) -> None:
    pair.b.do("found_union", slug="quiet", name="Quiet Yard")
    pair.b.do("tell", slug="quiet", k="2026-02", members=31)
    pair.b.do("withdraw", slug="quiet")
    pair.b.do("seal")

    assert pair.a.do("pull")["trouble"] == ""

    assert not [row for row in pair.a.do("received") if row[4].get("members") == 31]
    assert "" in pair.a.do("received_lines")


def test_a_worker_that_dies_in_a_pull_leaves_nothing_doubled(pair: Pair) -> None:
    pair.a.do("tell", slug="alder", k="2026-03", members=78)
    pair.a.do("seal")
    pair.b.kill_worker()
    pair.b.stop()
    pair.b.start()

    pair.b.do("pull")

    assert pair.b.do("received_lines") == pair.a.do("lines")


def test_both_logs_fit_their_seals(pair: Pair) -> None:
    assert [pair.a.do("breaches"), pair.b.do("breaches")] == [[], []]
