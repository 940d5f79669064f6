"""Canonical JSON (RFC 8785), strict reading, base64 in the two forms that the wire uses."""

import base64
import binascii
import hashlib
import json
from typing import Any, NoReturn

import rfc8785

INT_MAX = 2**53 - 1
DEPTH_MAX = 8
HASH_BYTES = 32


class Malformed(ValueError):
    """Bytes that the wire format does not allow."""


def encode(value: Any) -> bytes:
    """RFC 8785 bytes of dicts, lists, texts, booleans, None and integers 0 … 2^53 - 1."""
    _check(value, depth=1)
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise Malformed(str(error)) from error


def decode(raw: bytes) -> Any:
    """JSON of UTF-8 bytes; refuses floats, doubled names, negative or large numbers, depth > 8,
    NUL."""
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except Malformed:
        raise
    except (ValueError, RecursionError) as error:
        raise Malformed("This is not JSON.") from error
    _check(value, depth=1)
    return value


def decode_object(raw: bytes) -> dict[str, Any]:
    """As `decode`; raises Malformed unless it is an object."""
    value = decode(raw)
    if not isinstance(value, dict):
        raise Malformed("This is not a JSON object.")
    return value


def decode_canonical(raw: bytes) -> dict[str, Any]:
    """An object whose bytes are exactly its RFC 8785 form, as signed statements must be."""
    value = decode_object(raw)
    if encode(value) != raw:
        raise Malformed("This JSON is not in canonical form.")
    return value


def b64u(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64u(text: str, *, size: int) -> bytes:
    """Exactly `size` bytes; refuses padding, other letters and unused bits that are not zero."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as error:
        raise Malformed("This is not base64url.") from error
    if len(raw) != size or b64u(raw) != text:
        raise Malformed("This base64url has the wrong length or form.")
    return raw


def b64(raw: bytes) -> str:
    """Standard base64 with padding, for notes and headers."""
    return base64.b64encode(raw).decode()


def unb64(text: str) -> bytes:
    """The bytes of standard base64 in its one exact form."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Malformed("This is not base64.") from error
    if b64(raw) != text:
        raise Malformed("This base64 is not in its exact form.")
    return raw


def sha256(raw: bytes) -> bytes:
    """32 bytes."""
    return hashlib.sha256(raw).digest()


def _check(value: Any, *, depth: int) -> None:
    if isinstance(value, (dict, list)) and depth > DEPTH_MAX:
        raise Malformed("This JSON is nested too deeply.")
    if isinstance(value, dict):
        for name, inner in value.items():
            _check(name, depth=depth)
            _check(inner, depth=depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check(inner, depth=depth + 1)
    else:
        _check_scalar(value)


def _check_scalar(value: Any) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise Malformed("A text holds a NUL, which no database keeps.")
        if value.isascii():
            return
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise Malformed("A text holds half a character.") from error
    elif isinstance(value, int):
        if not 0 <= value <= INT_MAX:
            raise Malformed("A number is outside 0 … 2^53 - 1.")
    elif value is not None:
        raise Malformed(f"{type(value).__name__} has no place in this JSON.")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("A name stands twice.")
    return found


def _refuse(text: str) -> NoReturn:
    raise Malformed(f"{text[:20]} is not a whole number.")
