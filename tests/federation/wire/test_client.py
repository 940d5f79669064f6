"""The one way out: where it goes, what it takes, and when it stays silent."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from federation.protocol.canonical import Malformed
from federation.wire import client
from federation.wire.client import Call, Unreachable
from tests.cast import Cast
from unions.tenancy.scopes import NetworkInScope


@contextmanager
def answering(raw: bytes, settings: Any) -> Iterator[str]:
    """A server on loopback that gives one answer; its origin stands on the development list."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings.FEDERATION["dev_origins"] = [origin]

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(raw)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield origin
        thread.join(timeout=5)


def response(body: bytes, *headers: str) -> bytes:
    """A whole answer."""
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def ask(origin: str, cap: int = 1000) -> bytes:
    """The body of what comes back."""
    return client.send(Call(origin, "GET", "/x", cap=cap)).body


def test_a_plain_and_a_folded_answer(instance: str, settings: Any) -> None:
    with answering(response(b"hello"), settings) as origin:
        assert ask(origin) == b"hello"
    with answering(response(gzip.compress(b"hi"), "Content-Encoding: gzip"), settings) as origin:
        assert ask(origin) == b"hi"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param(response(b"x" * 1001), "limits", id="too long"),
        pytest.param(
            response(gzip.compress(b"0" * 50_000_000), "Content-Encoding: gzip"),
            "limits",
            id="a small answer that unfolds without end",
        ),
        pytest.param(
            response(gzip.compress(b"x" * 900)[:-12], "Content-Encoding: gzip"), "short", id="cut"
        ),
        pytest.param(response(b"?", "Content-Encoding: br"), "limits", id="not asked for"),
        pytest.param(response(b"", f"X: {'y' * 17_000}"), "limits", id="long headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "connect", id="half"),
        pytest.param(b"SSH-2.0-server\r\n", "connect", id="not HTTP"),
    ],
)
def test_what_is_not_taken(instance: str, settings: Any, raw: bytes, code: str) -> None:
    with answering(raw, settings) as origin, pytest.raises(Unreachable) as refused:
        ask(origin)
    assert refused.value.code == code


def test_a_redirect_is_an_answer_and_not_a_way(instance: str, settings: Any) -> None:
    raw = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with answering(raw, settings) as origin:
        assert client.send(Call(origin, "GET", "/x")).status == 302


@pytest.mark.parametrize("origin", ["http://127.0.0.1:9", "http://10.0.0.1:8000", "https://[::1]"])
def test_no_origin_outside_the_rules(instance: str, origin: str) -> None:
    with pytest.raises(Malformed):
        ask(origin)


def test_a_name_that_leads_inside_is_not_called(
    instance: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    with pytest.raises(Unreachable):
        ask("https://inside.example")


def test_only_the_ports_of_the_settings(instance: str) -> None:
    with pytest.raises(Unreachable):
        ask("https://a.example:8443")


def test_a_proxy_in_the_environment_changes_nothing(
    instance: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with answering(response(b"direct"), settings) as origin:
        assert ask(origin) == b"direct"


def test_nothing_goes_out_while_a_union_is_in_scope(
    instance: str, harbour: Cast, settings: Any
) -> None:
    settings.FEDERATION["dev_origins"] = ["http://127.0.0.1:9999"]
    with harbour.scope(), pytest.raises(NetworkInScope):
        ask("http://127.0.0.1:9999")
