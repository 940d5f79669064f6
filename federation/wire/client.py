"""The one way out: signed and unsigned requests to other instances (federation §13)."""

import ssl
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlsplit

import httpcore2
import httpx2
from django.conf import settings

from federation.protocol.canonical import encode
from federation.protocol.origins import API, HTTPS_PORT, check_origin
from federation.wire import identity
from federation.wire.addresses import AddressRefused, resolve
from federation.wire.messages import Message
from federation.wire.signatures import sign
from unions.tenancy.scopes import refuse_network

CONNECT_SECONDS, READ_SECONDS, WHOLE_SECONDS = 5.0, 10.0, 60.0
BODY_MAX, CHAIN_MAX, HEADERS_MAX = 65_536, 524_288, 16_384
PAGE_MAX = 1_048_576 + 104_858
CHUNK = 65_536
GZIP_WINDOW = 31


class Unreachable(Exception):
    """No usable answer came: name, connection, TLS, time-out, over-long or broken body."""

    def __init__(self, code: str, words: str = "") -> None:
        super().__init__(words or code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """Status, headers with names in small letters, decoded body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Call:
    """What is asked of a peer; `path` is absolute, `cap` the most decoded bytes of the answer."""

    origin: str
    method: str
    path: str
    content: dict[str, Any] | None = None
    cap: int = BODY_MAX


class _CheckedBackend(httpcore2.SyncBackend):
    """Resolves once, checks every address, connects to a checked one."""

    def __init__(self, origin: str) -> None:
        parts = urlsplit(origin)
        self.host = (parts.hostname or "").lower()
        self.port = parts.port or HTTPS_PORT
        self.in_development = origin in identity.development_origins()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the one host and port that this call is for."""
        if (host.strip("[]").lower(), port) != (self.host, self.port):
            raise httpcore2.ConnectError(f"{host}:{port} is not where this call goes.")
        target = self.host if self.in_development else self._checked(host, port)
        return super().connect_tcp(target, port, timeout, local_address, socket_options)

    def _checked(self, host: str, port: int) -> str:
        if port not in cast("list[int]", settings.FEDERATION["ports"]):
            raise httpcore2.ConnectError(f"Port {port} is not one that we call.")
        try:
            return resolve(host, port)[0]
        except (AddressRefused, OSError) as error:
            raise httpcore2.ConnectError(str(error)) from error


class _CheckedTransport(httpx2.HTTPTransport):
    """httpx2's transport over the checked backend: no proxies, one connection."""

    def __init__(self, origin: str) -> None:
        context = ssl.create_default_context()
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            network_backend=_CheckedBackend(origin),
        )


def send_signed(call: Call, *, offset: timedelta = timedelta(0)) -> Answer:
    """Send signed, by a clock moved by `offset`. Raises Unreachable, NetworkInScope."""
    message = _message(call)
    key = identity.key(identity.REQUEST)
    sign(message, key=key, keyid=identity.keyid_of(key), created=identity.now() + offset)
    return _send(message, call)


def send(call: Call) -> Answer:
    """Send without signature. Raises Unreachable, NetworkInScope."""
    return _send(_message(call), call)


def api_path(path: str) -> str:
    """A path below the API's base."""
    return f"{API}{path}"


def _message(call: Call) -> Message:
    check_origin(call.origin, development=identity.development_origins())
    body = b"" if call.content is None else encode(call.content)
    headers = {"accept-encoding": "gzip", "user-agent": "one-cloak"}
    return Message(call.method, call.origin + call.path, headers, body)


def _send(message: Message, call: Call) -> Answer:
    refuse_network()
    timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    try:
        with (
            httpx2.Client(
                transport=_CheckedTransport(call.origin),
                trust_env=False,
                follow_redirects=False,
                timeout=timeout,
            ) as client,
            client.stream(
                message.method, message.url, headers=message.headers, content=message.body or None
            ) as response,
        ):
            return _read(response, call.cap)
    except httpx2.TimeoutException as error:
        raise Unreachable("timeout", str(error)) from error
    except httpx2.TransportError as error:
        raise Unreachable(
            "tls" if "certificate" in str(error) else "connect", str(error)
        ) from error


def _read(response: httpx2.Response, cap: int) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    if sum(len(name) + len(value) for name, value in headers.items()) > HEADERS_MAX:
        raise Unreachable("limits", "The headers are too long.")
    until = time.monotonic() + WHOLE_SECONDS
    encoding = headers.get("content-encoding", "")
    if encoding not in {"", "gzip"}:
        raise Unreachable("limits", f"An encoding that was not asked for: {encoding[:20]}")
    # Own decoding, since the cap must hold while a page unfolds and not afterwards.
    gunzip = zlib.decompressobj(GZIP_WINDOW) if encoding else None
    body = bytearray()
    for chunk in response.iter_raw(CHUNK):
        body += _decoded(gunzip, chunk, cap - len(body)) if gunzip else chunk
        if len(body) > cap:
            raise Unreachable("limits", "The answer is too long.")
        if time.monotonic() > until:
            raise Unreachable("timeout", "The answer took too long.")
    if gunzip and not gunzip.eof:
        raise Unreachable("short", "The answer ended too early.")
    return Answer(response.status_code, headers, bytes(body))


def _decoded(gunzip: "zlib._Decompress", chunk: bytes, room: int) -> bytes:
    try:
        return gunzip.decompress(chunk, room + 1)
    except zlib.error as error:
        raise Unreachable("short", "The answer could not be unfolded.") from error
