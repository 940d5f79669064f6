"""The quick functions accept what the schemas allow and nothing else."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from federation.protocol import quick_checks, schemas
from federation.protocol.quick_checks import UnknownKeyword, compiled

SALT = "A" * 22
ID = "019ab2d4-7c00-7a51-8e02-5b1f0c6d9a10"
GOOD: dict[str, dict[str, Any]] = {
    "envelope": {
        "s": "summary/1", "k": "2026-11", "rev": 1, "salt": SALT, "u": 3, "q": 4, "to": "a.example",
        "b": {"members": 41},
    },
    "summary/1": {
        "members": 41,
        "work": {"care.min": {"n": 5, "sum": 600}},
        "purse": {"GBP": {"in": 5, "out": 0}},
        "allocations": {"survival.GBP": {"n": 3, "sum": 90}},
        "unmet": {"health": 2},
        "goods": {"bedding": {"lent": 4}},
        "hubs": {"kitchen": {"places": 8, "free": 2}},
        "crisis": "watch",
    },
    "union/1": {
        "id": ID, "name": "Millrace", "region": "westvale", "area": "GB-WLS", "cur": "GBP",
        "tz": "Europe/London", "langs": ["de", "en"], "period": "week", "status": "active",
        "consent": ["card", "summary"], "books": {"block": 3, "head": "0a" * 32}, "url": "https://a.example/",
        "hubs": [{"id": ID, "funcs": ["learn", "make"], "area": "GB"}],
    },
    "seal/1": {"at": "2026-11-22T02:17:00Z", "prev": 0},
}  # fmt: skip
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 2**54),
    st.floats(allow_nan=False),
    st.text(max_size=41),
    st.sampled_from(["GBP", "gbp", "other\n", "2026-02-30T00:00:00Z", "en", "A" * 81, "e\u0301"]),
    st.lists(st.sampled_from(["en", "de", 1]), max_size=3),
    st.dictionaries(st.sampled_from(["GBP", "n", "work.hours", "A"]), st.integers(-1, 1)),
)
FORMATS = {name: check for name, (check, _) in schemas.formats.checkers.items()}


def places(content: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) in a content."""
    found: list[tuple[Any, Any]] = []
    if isinstance(content, dict | list):
        keys = list(content) if isinstance(content, dict) else list(range(len(content)))
        for key in keys:
            found += [(content, key), *places(content[key])]
    return found


@st.composite
def changed(draw: st.DrawFn, content: dict[str, Any]) -> dict[str, Any]:
    """A content with up to three places that are left out, exchanged or new."""
    made = copy.deepcopy(content)
    for _ in range(draw(st.integers(0, 3))):
        container, key = draw(st.sampled_from([*places(made), (made, "new")]))
        if container.__class__ is dict and draw(st.booleans()):
            container.pop(key, None)
        elif draw(st.booleans()) or isinstance(container, list):
            container[key] = draw(ODD)
        else:
            container[draw(st.text(max_size=3))] = draw(ODD)
        if not made:
            break
    return made


@pytest.mark.parametrize("kind", GOOD)
@given(data=st.data())
def test_both_judge_alike(kind: str, data: st.DataObject) -> None:
    content = data.draw(changed(GOOD[kind]))
    for schema in (schemas._load(kind), schemas._laxer(schemas._load(kind))):
        allowed = schemas.Validator(schema, format_checker=schemas.formats).is_valid(content)
        accepted = compiled(schema, FORMATS)(content)
        # A whole number written as 1.0 is left to the schema, which takes it.
        assert accepted == allowed or (allowed and "." in repr(content))


@pytest.mark.parametrize("kind", GOOD)
def test_lines_of_every_type_are_judged_quickly(kind: str) -> None:
    assert schemas._quick_reader(kind)(GOOD[kind])


@pytest.mark.parametrize(
    "schema",
    [
        {"oneOf": [{"type": "string"}]},
        {"type": "number"},
        {"enum": [1, True]},
        {"format": "e-mail"},
        {"properties": {"a": {"contains": {}}}},
    ],
)
def test_what_is_not_understood_makes_no_function(schema: dict[str, Any]) -> None:
    with pytest.raises(UnknownKeyword):
        quick_checks.compiled(schema, FORMATS)
