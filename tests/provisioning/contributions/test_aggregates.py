"""What leaves the room: cells, pseudonyms and sums."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from provisioning.contributions import aggregates
from provisioning.contributions.actions.contributions import log, reverse
from provisioning.contributions.rules.kinds import Kind
from provisioning.measures import Quantity, Unit
from tests.cast import Cast
from unions.tenancy.ids import uuid7

NOVEMBER: dict[str, Any] = {"from_on": date(2026, 11, 1), "until_on": date(2026, 12, 1)}
pytestmark = pytest.mark.django_db


@time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False)
def test_sums_by_cell_and_person(in_harbour: Cast) -> None:
    hana, idris = in_harbour.hana, in_harbour.idris

    def give(by: object, kind: Kind, amount: int, unit: Unit, day: int = 30) -> object:
        return log(
            kind=kind,
            amount=Quantity(amount, unit),
            what="Marker",
            given_on=date(2026, 11, day) if day else date(2026, 10, 31),
            client_id=uuid7(),
            by=by,  # type: ignore[arg-type]
        ).id

    give(hana, Kind.WORK, 60, Unit.MINUTE)
    give(hana, Kind.WORK, 30, Unit.MINUTE, day=1)
    give(hana, Kind.WORK, 999, Unit.MINUTE, day=0)
    give(hana, Kind.CARE, 45, Unit.MINUTE)
    give(idris, Kind.GOODS, 2_500, Unit.GRAM)
    give(idris, Kind.KNOWLEDGE, 1, Unit.SESSION)
    give(idris, Kind.KNOWLEDGE, 1, Unit.GUIDE)
    give(idris, Kind.SPACE, 2, Unit.NIGHT)
    undone = give(idris, Kind.WORK, 15, Unit.MINUTE)
    reverse(contribution_id=undone, by=idris)  # type: ignore[arg-type]

    assert aggregates.work(**NOVEMBER) == [
        ("care.min", hana.person_id, 45),
        ("goods.g", idris.person_id, 2_500),
        ("knowledge.piece", idris.person_id, 1),
        ("space.night", idris.person_id, 2),
        ("work.min", hana.person_id, 90),
    ]


def test_another_union_is_not_counted(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        log(
            kind=Kind.WORK,
            amount=Quantity(60, Unit.MINUTE),
            what="Pruning",
            given_on=date.today(),  # noqa: DTZ011 - any day will do
            client_id=uuid7(),
            by=harbour.hana,
        )
    with millrace.scope():
        assert aggregates.work(from_on=date(2000, 1, 1), until_on=date(2100, 1, 1)) == []
