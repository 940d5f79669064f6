"""One JSON Schema per type, closed for writers; readers pass over members they do not know.

A place may carry `x-read`, the laxer rule for readers: a code of a later release is kept and shown
as "other".
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from federation.protocol import quick_checks
from federation.protocol.canonical import Malformed

FOLDER = Path(__file__).parent / "entry_schemas"
TYPE = re.compile(r"[a-z-]{1,20}/[1-9][0-9]{0,3}")
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
formats = FormatChecker(formats=())


def _whole_pattern(_: Any, pattern: str, value: object, __: Any) -> Iterator[ValidationError]:
    # Python's `$` also matches before a last LF; a pattern here must cover the whole text.
    if isinstance(value, str) and re.fullmatch(pattern, value) is None:
        yield ValidationError(f"{value[:40]!r} does not have the form {pattern}")


Validator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _whole_pattern}
)


class SchemaRefused(ValueError):
    """A content that its type's schema does not allow."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(f"{kind}: {why}")
        self.kind = kind


def check_writing(kind: str, content: object) -> None:
    """Raise SchemaRefused unless the content is exactly what the type allows."""
    _check(_writer(kind), kind, content)


def check_reading(kind: str, content: object) -> None:
    """Raise SchemaRefused unless a reader can use the content."""
    if not _quick_reader(kind)(content):
        _check(_reader(kind), kind, content)


def _check(validator: Any, kind: str, content: object) -> None:
    for error in validator.iter_errors(content):
        raise SchemaRefused(kind, f"{error.json_path}: {error.message[:200]}")


@cache
def _writer(kind: str) -> Any:
    return Validator(_load(kind), format_checker=formats)


@cache
def _reader(kind: str) -> Any:
    return Validator(_laxer(_load(kind)), format_checker=formats)


@cache
def _quick_reader(kind: str) -> quick_checks.Check:
    """Most lines of a page are good; this says so twenty times sooner than the validator."""
    checkers = {name: check for name, (check, _) in formats.checkers.items()}
    try:
        return quick_checks.compiled(_laxer(_load(kind)), checkers)
    except quick_checks.UnknownKeyword:
        return lambda _: False


def _load(kind: str) -> dict[str, Any]:
    path = FOLDER / f"{kind.replace('/', '-')}.json"
    if not path.is_file():
        raise SchemaRefused(kind, "no such type")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _laxer(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_laxer(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "x-read" in schema:
        return schema["x-read"]
    return {
        name: _laxer(part)
        for name, part in schema.items()
        if not (name == "additionalProperties" and part is False)
    }


@formats.checks("moment")
def is_moment(value: object) -> bool:
    """`YYYY-MM-DDThh:mm:ssZ`, and a moment that exists."""
    try:
        return isinstance(value, str) and parse_moment(value) is not None
    except Malformed:
        return False


@formats.checks("plain-line")
def is_plain_line(value: object) -> bool:
    """NFC, on one line, without control or direction characters."""
    return not isinstance(value, str) or (
        unicodedata.is_normalized("NFC", value)
        and not any(unicodedata.category(c) in {"Cc", "Zl", "Zp"} or c in BIDI for c in value)
    )


@formats.checks("sorted-set")
def is_sorted_set(value: object) -> bool:
    """A list in order, without doubles."""
    if not isinstance(value, list):
        return True
    texts = [item for item in value if isinstance(item, str)]
    return texts == sorted(set(texts))


def parse_moment(text: str) -> datetime:
    """The moment of a wire time. Raises Malformed."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise Malformed("This is not a time.") from error
    if write_moment(moment) != text:
        raise Malformed("This is not a time in its exact form.")
    return moment


def write_moment(moment: datetime) -> str:
    """A moment as the wire writes it, in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
