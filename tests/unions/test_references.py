"""A reference is shown by the subject that owns its kind, as far as the reader may see."""

from uuid import UUID, uuid4

import pytest

from unions import references
from unions.founding.models.union import Union
from unions.references import Reference, look_up, refers_to
from unions.standing import Standing

READER = Standing(union=Union(slug="here", name="Here"))


def test_each_kind_is_asked_once_and_only_for_what_it_may_show(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(references, "_finders", {})
    asked: list[list[UUID]] = []
    mine, hidden = uuid4(), uuid4()

    @refers_to("thing")
    def things(ids: list[UUID], reader: Standing) -> dict[UUID, Reference]:
        asked.append(ids)
        return {mine: Reference("Cargo bike", "/things/1/")} if reader is READER else {}

    pairs = [("thing", mine), ("thing", hidden), ("thing", mine), ("unknown", uuid4())]
    assert look_up(pairs, READER) == {("thing", mine): Reference("Cargo bike", "/things/1/")}
    assert asked == [[mine, hidden]]
