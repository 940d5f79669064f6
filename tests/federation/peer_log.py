"""A publisher written anew from the wire specification, to test the follower against."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from federation.protocol import checkpoint, entries, keys, note
from federation.protocol.canonical import b64, b64u
from federation.protocol.checkpoint import Checkpoint
from federation.protocol.entries import Entry
from federation.protocol.merkle import Edge, leaf_hash

ORIGIN, AUTHORITY = "https://them.example", "them.example"
LOG = f"{AUTHORITY}/fed/log/1"
SALT = "A" * 22
Fault = Callable[[httpx2.Response], httpx2.Response]


def private(letter: str) -> Ed25519PrivateKey:
    """A key of one repeated letter."""
    return Ed25519PrivateKey.from_private_bytes(letter.encode() * 32)


def x(letter: str) -> str:
    """Its public part."""
    return b64u(private(letter).public_key().public_bytes_raw())


def first_statement() -> str:
    """Statement 1 of them.example: request key r, log key l, recovery key v."""
    content = {
        "at": "2026-11-20T09:00:00Z",
        "closed": [],
        "epoch": 1,
        "log": [x("l")],
        "origin": ORIGIN,
        "prev": None,
        "recovery": x("v"),
        "request": [x("r")],
        "revoked": [],
        "serial": 1,
    }
    return keys.write(
        content, [note.Signer(keys.keyid(AUTHORITY, x(s)), private(s)) for s in "rlv"]
    )


@dataclass
class PeerLog:
    """Lines, seals, and the answers that they give."""

    lines: list[bytes] = field(default_factory=list)
    sealed: dict[int, str] = field(default_factory=dict)
    page_lines: int = 1000
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def add(self, s: str, k: str, b: dict[str, Any], **places: Any) -> None:
        """Append one line."""
        self.lines.append(entries.write(Entry(s, k, places.pop("rev", 1), SALT, b, **places)))

    def add_summary(self, members: int, *, q: int, k: str = "2026-10", rev: int = 1) -> None:
        """Append a summary of union 1."""
        self.add("summary/1", k, {"members": members}, u=1, q=q, rev=rev)

    def seal(self, at: datetime | None = None) -> None:
        """Append a seal line and sign the size."""
        moment = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
        prev = max(self.sealed, default=0)
        rev = len(self.sealed) + 1
        self.lines.append(
            entries.write(Entry("seal/1", "seal", rev, SALT, {"at": moment, "prev": prev}))
        )
        size = len(self.lines)
        root = Edge().extend(map(leaf_hash, self.lines)).root
        self.sealed[size] = checkpoint.sign(Checkpoint(LOG, size, root), [private("l")])

    def respond(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request, with the next fault if there is one."""
        self.asked.append(str(request.url))
        answer = self._page(int(request.url.params["from"]))
        answer = self.faults.pop(0)(answer) if self.faults else answer
        # As a real answer: its bytes are still on the way.
        stream = httpx2.ByteStream(answer.content)
        return httpx2.Response(answer.status_code, headers=answer.headers, stream=stream)

    def _page(self, start: int) -> httpx2.Response:
        newest = max(self.sealed)
        if start > newest:
            return problem(416, "beyond-head")
        end = min(newest, start + self.page_lines)
        within = [size for size in self.sealed if start < size <= end]
        end = max(within, default=end)
        covering = min(size for size in self.sealed if size >= end)
        headers = {
            "Log-Checkpoint": b64(self.sealed[covering].encode()),
            "Log-Next": str(end),
            "Log-Size": str(newest),
        }
        body = b"".join(line + b"\n" for line in self.lines[start:end])
        return httpx2.Response(200 if body else 204, headers=headers, content=body)


def problem(status: int, code: str, **extras: Any) -> httpx2.Response:
    """An answer that says no."""
    headers = {"Retry-After": "30"} if status in {429, 503} else {}
    return httpx2.Response(status, json={"status": status, "code": code, **extras}, headers=headers)


def changed(
    answer: httpx2.Response, *, body: bytes | None = None, **headers: str
) -> httpx2.Response:
    """The same answer with another body or other headers (`log_next` is `Log-Next`)."""
    kept = {k: v for k, v in answer.headers.items() if k.startswith("log-")}
    new = {name.replace("_", "-"): value for name, value in headers.items()}
    content = answer.content if body is None else body
    return httpx2.Response(answer.status_code, headers=kept | new, content=content)
