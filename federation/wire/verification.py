"""Checks signed requests, in the order of federation §5; each no has its code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import http_sf
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from http_message_signatures import HTTPMessageVerifier, InvalidSignature
from http_message_signatures.algorithms import ED25519

from federation.protocol.canonical import Malformed, unb64u
from federation.wire import limits
from federation.wire.messages import Message
from federation.wire.problems import Problem, busy
from federation.wire.signatures import (
    COVERED,
    COVERED_WITH_BODY,
    JSON,
    NONCE_BYTES,
    TAG,
    OneKey,
    digest_of,
)

BODY_MAX = 65_536
PAST_SECONDS, FUTURE_SECONDS = 300, 60
REQUIRED = {"created": int, "keyid": str, "alg": str, "nonce": str, "tag": str}
FindKey = Callable[[str], bytes | None]


@dataclass(frozen=True)
class Claim:
    """What the one signature says of itself; nothing of it is verified."""

    keyid: str
    created: int
    expires: int | None
    nonce: str


class _Verifier(HTTPMessageVerifier):
    """The library's base string and arithmetic; times are ours, since `clock` is a code."""

    def validate_created_and_expires(self, sig_input: object, max_age: object = None) -> None:
        """Nothing: `check_window` has done it."""


def authenticate(message: Message, *, find_key: FindKey, now: datetime) -> Claim:
    """The claim of a request that is signed by the key it names. Raises Problem."""
    seconds = int(now.timestamp())
    try:
        return _authenticate(message, find_key, seconds)
    except Problem as problem:
        if problem.status == 401:  # noqa: PLR2004 - only this status tells the time
            problem.extras["server_time"] = seconds
        raise


def check_body(message: Message) -> None:
    """Raise Problem for a body that is too large or not plain JSON."""
    if len(message.body) > BODY_MAX:
        raise Problem(413, "too-large")
    if message.body and (
        message.headers.get("content-type") != JSON or "content-encoding" in message.headers
    ):
        raise Problem(415, "media-type")


def read_claim(message: Message) -> Claim:
    """Parse the one signature with our tag. Raises Problem."""
    if not {"signature", "signature-input"} <= message.headers.keys():
        raise Problem(401, "signature-missing")
    inputs = _dictionary(message.headers["signature-input"])
    ours = [value for value in inputs.values() if value[1].get("tag") == TAG]
    if not ours:
        raise Problem(401, "signature-missing")
    if len(ours) > 1 or not isinstance(ours[0][0], list):
        raise Problem(401, "signature-input")
    covered, params = ours[0]
    _check_covered(covered, with_body=bool(message.body))
    return _claim(params)


def _authenticate(message: Message, find_key: FindKey, now: int) -> Claim:
    check_body(message)
    claim = read_claim(message)
    public = find_key(claim.keyid)
    if public is None:
        raise Problem(401, "unknown-key")
    limits.take_cheap(claim.keyid, message.address)
    _check_window(claim, now)
    if message.body and message.headers.get("content-digest") != digest_of(message.body):
        raise Problem(401, "digest")
    _check_signature(message, public)
    limits.take(claim.keyid, write=message.is_write)
    _check_nonce(message, claim)
    return claim


def _dictionary(header: str) -> dict[str, Any]:
    def refuse(_key: str, _context: str) -> None:
        raise Problem(401, "signature-input")

    try:
        parsed = http_sf.parse(header.encode(), tltype="dictionary", on_duplicate_key=refuse)
        return dict(cast("dict[str, Any]", parsed))
    except Problem:
        raise
    except Exception as error:
        raise Problem(401, "signature-input") from error


def _check_covered(covered: list[Any], *, with_body: bool) -> None:
    names = [name for name, _ in covered if isinstance(name, str)]
    derived = {name for name in names if name.startswith("@")}
    needed = set(COVERED_WITH_BODY if with_body else COVERED)
    if (
        len(names) != len(covered)
        or any(params for _, params in covered)
        or len(set(names)) != len(names)
        or not needed <= set(names)
        or derived != set(COVERED)
    ):
        raise Problem(401, "signature-input")


def _claim(params: dict[str, Any]) -> Claim:
    expires = params.get("expires")
    try:
        fits = (
            all(type(params.get(name)) is kind for name, kind in REQUIRED.items())
            and params["alg"] == "ed25519"
            and params.keys() <= {*REQUIRED, "expires"}
            and (expires is None or type(expires) is int)
            and bool(unb64u(params["nonce"], size=NONCE_BYTES))
        )
    except Malformed:
        fits = False
    if not fits:
        raise Problem(401, "signature-input")
    return Claim(params["keyid"], params["created"], expires, params["nonce"])


def _check_window(claim: Claim, now: int) -> None:
    if not now - PAST_SECONDS <= claim.created <= now + FUTURE_SECONDS:
        raise Problem(401, "clock")
    if claim.expires is not None and claim.expires < now:
        raise Problem(401, "clock")


def _check_signature(message: Message, public: bytes) -> None:
    verifier = _Verifier(
        signature_algorithm=ED25519,
        key_resolver=OneKey(Ed25519PublicKey.from_public_bytes(public)),
    )
    try:
        verifier.verify(message, max_age=None, expect_tag=TAG)
    except InvalidSignature as error:
        raise Problem(401, "signature") from error


def _check_nonce(message: Message, claim: Claim) -> None:
    try:
        fresh = limits.is_fresh(claim.keyid, claim.nonce)
    except limits.StoreDown as error:
        if message.is_write:
            raise busy() from error
        return
    if not fresh:
        raise Problem(401, "replay")
