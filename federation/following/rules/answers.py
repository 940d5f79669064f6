"""What an answer of a peer's log means, before a byte of it is believed (federation §10, §14)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from federation.protocol import checkpoint, note
from federation.protocol.canonical import Malformed, decode_object, unb64
from federation.protocol.checkpoint import DECIMAL, Checkpoint
from federation.protocol.entries import LINE_BYTES_MAX
from federation.protocol.pages import LINES_MAX

UNREACHABLE, BUSY, REFUSED, GONE = "unreachable", "busy", "refused", "gone"
PROTOCOL, SHORTER, MISMATCH = "protocol", "shorter", "mismatch"
WAIT_DEFAULT = 60
KeysOfSize = Callable[[int], Sequence[bytes]]


class NoPage(Exception):
    """An answer that brings no lines: its class of failure and its code."""

    def __init__(self, trouble: str, code: str, *, wait: int = 0, server_time: int = 0) -> None:
        super().__init__(f"{trouble} {code}")
        self.trouble, self.code = trouble, code
        self.wait, self.server_time = wait, server_time


@dataclass(frozen=True)
class Page:
    """Lines from `start` on under a note that an accepted key has signed. Roots are unchecked."""

    lines: tuple[bytes, ...]
    start: int
    end: int
    checkpoint: Checkpoint
    note: str
    log_size: int


def read(
    *, status: int, headers: Mapping[str, str], body: bytes, start: int, log: str, keys: KeysOfSize
) -> Page:
    """The page of an answer, its note signed by a key that counts for its size. Raises NoPage."""
    if status not in {200, 204}:
        raise _no_page(status, headers, body)
    raw, signed = _note(headers, log, keys)
    lines = _lines(body) if status == 200 else ()  # noqa: PLR2004 - the two good answers
    end = _number(headers, "log-next")
    if end - start != len(lines) or end > signed.size:
        raise NoPage(UNREACHABLE, "short")
    if not lines and signed.size != start:
        raise NoPage(PROTOCOL, "empty")
    return Page(lines, start, end, signed, raw, _number(headers, "log-size"))


def _lines(body: bytes) -> tuple[bytes, ...]:
    if not body.endswith(b"\n"):
        raise NoPage(UNREACHABLE, "short")
    lines = tuple(body[:-1].split(b"\n"))
    if len(lines) > LINES_MAX or any(not 0 < len(line) <= LINE_BYTES_MAX for line in lines):
        raise NoPage(PROTOCOL, "limits")
    return lines


def _note(headers: Mapping[str, str], log: str, keys: KeysOfSize) -> tuple[str, Checkpoint]:
    try:
        raw = unb64(headers.get("log-checkpoint", "")).decode("utf-8")
        size = checkpoint.parse(raw).size
        return raw, checkpoint.verify(raw, log=log, keys=keys(size))
    except note.NoteRefused as error:
        raise NoPage(PROTOCOL, "note") from error
    except (Malformed, UnicodeDecodeError) as error:
        raise NoPage(PROTOCOL, "malformed") from error


def _number(headers: Mapping[str, str], name: str) -> int:
    text = headers.get(name, "")
    if not DECIMAL.fullmatch(text):
        raise NoPage(PROTOCOL, "malformed")
    return int(text)


def _no_page(status: int, headers: Mapping[str, str], body: bytes) -> NoPage:
    content = _problem(body)
    code = str(content.get("code", f"http-{status}"))[:40]
    if status in {429, 503} and "retry-after" in headers:
        told = headers["retry-after"]
        return NoPage(BUSY, code, wait=int(told) if DECIMAL.fullmatch(told) else WAIT_DEFAULT)
    if status in {401, 403}:
        server_time = content.get("server_time", 0)
        return NoPage(REFUSED, code, server_time=server_time if type(server_time) is int else 0)
    if status >= 500 or status < 400:  # noqa: PLR2004 - as if nobody were there
        return NoPage(UNREACHABLE, code)
    return NoPage({410: GONE, 416: SHORTER}.get(status, PROTOCOL), code)


def _problem(body: bytes) -> dict[str, object]:
    try:
        return decode_object(body)
    except Malformed:
        return {}
