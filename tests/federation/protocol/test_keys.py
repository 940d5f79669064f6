"""Chains of key statements: what follows and what does not."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from federation.protocol import keys, note
from federation.protocol.canonical import b64u

ORIGIN, AUTHORITY = "https://a.example", "a.example"


def private(letter: str) -> Ed25519PrivateKey:
    """A key of one repeated letter."""
    return Ed25519PrivateKey.from_private_bytes(letter.encode() * 32)


def x(letter: str) -> str:
    """Its public part on the wire."""
    return b64u(private(letter).public_key().public_bytes_raw())


def statement(signed_by: str, **changes: Any) -> str:
    """A statement with request key r, log key l and recovery key v, changed and signed so."""
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
    } | changes
    signers = [note.Signer(keys.keyid(AUTHORITY, x(s)), private(s)) for s in signed_by]
    return keys.write(content, signers)


FIRST = statement("rlv")
FP = keys.parse(FIRST).fp


def second(signed_by: str, **changes: Any) -> str:
    """A statement that follows the first."""
    return statement(signed_by, **({"serial": 2, "prev": FP} | changes))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(second("nl", request=[x("n"), x("r")]), id="new request key, by a log key"),
        pytest.param(second("nv", log=[x("n"), x("l")]), id="new log key, by the recovery key"),
        pytest.param(second("wv", recovery=x("w")), id="new recovery key, by the old one"),
        pytest.param(
            second("nv", log=[x("n")], revoked=[{"x": x("l"), "size": 7}]),
            id="revoked log key, by the recovery key",
        ),
        pytest.param(second("l", epoch=2), id="new epoch, by the log key"),
    ],
)
def test_follows(raw: str) -> None:
    assert keys.verify_chain([FIRST, raw], origin=ORIGIN)[-1].serial == 2


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(second("l", request=[x("n")]), id="new key has not signed"),
        pytest.param(second("n", request=[x("n")]), id="new key alone"),
        pytest.param(second("nr", request=[x("n")]), id="by the request key only"),
        pytest.param(second("wl", recovery=x("w")), id="recovery changed by the log key"),
        pytest.param(
            second("nl", log=[x("n")], revoked=[{"x": x("l"), "size": 7}]), id="revoked by itself"
        ),
        pytest.param(second("l", serial=3), id="serial skips"),
        pytest.param(second("l", prev="A" * 43), id="other history"),
        pytest.param(second("l", origin="https://b.example"), id="other origin"),
        pytest.param(second("l", epoch=3), id="epoch skips"),
    ],
)
def test_does_not_follow(raw: str) -> None:
    with pytest.raises(keys.ChainRefused):
        keys.verify_chain([FIRST, raw], origin=ORIGIN)


@pytest.mark.parametrize("signed_by", ["rl", "rv", "lv", "r"])
def test_the_first_statement_needs_all_its_keys(signed_by: str) -> None:
    with pytest.raises(keys.ChainRefused):
        keys.verify_chain([statement(signed_by)], origin=ORIGIN)


def test_another_origin_s_chain_is_refused() -> None:
    with pytest.raises(keys.ChainRefused):
        keys.verify_chain([FIRST], origin="https://b.example")


def test_a_revoked_log_key_counts_up_to_its_size() -> None:
    raw = second("nv", log=[x("n")], revoked=[{"x": x("l"), "size": 7}])
    newest = keys.verify_chain([FIRST, raw], origin=ORIGIN)[-1]

    assert keys.public(x("l")) in newest.log_keys(7)
    assert keys.public(x("l")) not in newest.log_keys(8)
    assert keys.public(x("n")) in newest.log_keys(8)


def test_a_request_key_is_found_by_its_key_id_only_while_it_is_accepted() -> None:
    newest = keys.parse(FIRST)

    assert newest.request_key(keys.keyid(AUTHORITY, x("r"))) == keys.public(x("r"))
    assert newest.request_key(keys.keyid(AUTHORITY, x("l"))) is None
