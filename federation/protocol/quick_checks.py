"""The schemas of the wire as plain functions, for the thousands of lines of a page.

What a function accepts, its schema allows. It need not be the other way round: before anything is
refused, `schemas` asks the schema itself. A keyword that is not known here makes no function at
all, so that nothing passes unchecked.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]
Formats = Mapping[str, Check]
Schema = dict[str, Any]
# What says nothing about a content; `additionalProperties` goes with `properties`.
_SILENT = frozenset({"$schema", "title", "x-read", "additionalProperties"})
_TYPES: dict[str, type] = {"object": dict, "array": list, "string": str}


class UnknownKeyword(ValueError):
    """A schema says something that is not understood here."""


def compiled(schema: Schema, formats: Formats) -> Check:
    """The function of a schema. Raises UnknownKeyword."""
    said = {"properties": {}, **schema} if "additionalProperties" in schema else schema
    checks = [_check(word, said, formats) for word in said if word not in _SILENT]
    if len(checks) == 1:
        return checks[0]

    return lambda value: all(check(value) for check in checks)


def _check(word: str, schema: Schema, formats: Formats) -> Check:
    """What one keyword asks; each asks something of values of its own type only."""
    told = schema[word]
    if word in _BOUNDS:
        kinds, bound = _BOUNDS[word]
        return lambda value: not isinstance(value, kinds) or bound(value, told)
    if word == "properties":
        return _properties(schema, formats)
    make = _MAKERS.get(word)
    if make is None:
        raise UnknownKeyword(word)
    return make(told, formats)


def _type(name: str, _: Formats) -> Check:
    if name == "integer":
        return lambda value: isinstance(value, int) and not isinstance(value, bool)
    if name not in _TYPES:
        raise UnknownKeyword(f"type {name}")
    kind = _TYPES[name]
    return lambda value: isinstance(value, kind)


def _enum(values: list[Any], _: Formats) -> Check:
    if not all(isinstance(value, str) for value in values):
        raise UnknownKeyword("enum of other things than texts")
    allowed = frozenset(values)
    return lambda value: isinstance(value, str) and value in allowed


def _pattern(pattern: str, _: Formats) -> Check:
    whole = re.compile(pattern).fullmatch
    return lambda value: not isinstance(value, str) or whole(value) is not None


def _format(name: str, formats: Formats) -> Check:
    if name not in formats:
        raise UnknownKeyword(f"format {name}")
    return formats[name]


def _required(names: list[str], _: Formats) -> Check:
    asked = frozenset(names)
    return lambda value: not isinstance(value, dict) or asked <= value.keys()


def _properties(schema: Schema, formats: Formats) -> Check:
    known = {name: compiled(part, formats) for name, part in schema["properties"].items()}
    others = _others(schema.get("additionalProperties", True), formats)

    def allows(value: Any) -> bool:
        return not isinstance(value, dict) or all(
            known.get(name, others)(inner) for name, inner in value.items()
        )

    return allows


def _others(said: Any, formats: Formats) -> Check:
    if isinstance(said, bool):
        return lambda _: said
    return compiled(said, formats)


def _items(schema: Schema, formats: Formats) -> Check:
    check = compiled(schema, formats)
    return lambda value: not isinstance(value, list) or all(check(item) for item in value)


def _names(schema: Schema, formats: Formats) -> Check:
    check = compiled(schema, formats)
    return lambda value: not isinstance(value, dict) or all(check(name) for name in value)


_MAKERS: dict[str, Callable[[Any, Formats], Check]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "required": _required,
    "items": _items,
    "propertyNames": _names,
}
_NUMBERS = (int, float)
_BOUNDS: dict[str, tuple[Any, Callable[[Any, Any], bool]]] = {
    "minimum": (_NUMBERS, lambda value, least: value >= least),
    "maximum": (_NUMBERS, lambda value, most: value <= most),
    "minLength": (str, lambda value, least: len(value) >= least),
    "maxLength": (str, lambda value, most: len(value) <= most),
    "minItems": (list, lambda value, least: len(value) >= least),
    "maxItems": (list, lambda value, most: len(value) <= most),
    "minProperties": (dict, lambda value, least: len(value) >= least),
    "maxProperties": (dict, lambda value, most: len(value) <= most),
}
