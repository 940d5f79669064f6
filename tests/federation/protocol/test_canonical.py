"""Strict reading and canonical writing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from federation.protocol import canonical
from federation.protocol.canonical import Malformed

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, canonical.INT_MAX) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


def test_names_are_sorted_by_utf_16_and_nothing_is_escaped_in_vain() -> None:
    # The order of RFC 8785, section 3.2.3.
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, "ö": 7}

    text = canonical.encode(value).decode()

    assert text == '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"\xff",
        b'{"a":1,"a":2}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"-1",
        b"9007199254740992",
        b'"\\ud800"',
        b"[" * 9 + b"]" * 9,
        b"[" * 16_000,
        b"9" * 5000,
    ],
)
def test_what_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        canonical.decode(raw)


@given(VALUES)
def test_what_is_written_is_read_back(value: object) -> None:
    try:
        raw = canonical.encode(value)
    except Malformed:
        return
    assert canonical.decode(raw) == value


@given(st.binary(max_size=64))
def test_base64url_has_one_form(raw: bytes) -> None:
    assert canonical.unb64u(canonical.b64u(raw), size=len(raw)) == raw


@pytest.mark.parametrize("text", ["AB", "AA==", "A", "A+", "A\n"])
def test_other_forms_of_one_byte_are_refused(text: str) -> None:
    with pytest.raises(Malformed):
        canonical.unb64u(text, size=1)
