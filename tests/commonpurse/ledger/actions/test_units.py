"""Opening units."""

import pytest

from commonpurse.ledger.actions.accounts import open_purse
from commonpurse.ledger.actions.units import open_unit
from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.refusals import BadUnit, UnitTaken
from commonpurse.ledger.rules.units import UnitKind
from tests.cast import Cast
from unions.founding.models.audit_event import AuditEvent


def opened() -> int:
    return AuditEvent.objects.filter(act="unit.opened").count()


def test_opening_twice_is_one_unit_and_one_act(in_harbour: Cast) -> None:
    first = open_unit(code="kg", scale=3, kind=UnitKind.MASS, by=in_harbour.dev)
    assert open_unit(code="kg", scale=3, kind=UnitKind.MASS, by=in_harbour.ana) == first
    unit = Unit.objects.get()
    assert (unit.pk, unit.code, unit.scale, unit.kind) == (first, "kg", 3, "mass")
    event = AuditEvent.objects.get(act="unit.opened")
    assert (event.object_id, event.actor_id) == (first, in_harbour.dev.pk)


@pytest.mark.parametrize(("scale", "kind"), [(2, UnitKind.MASS), (3, UnitKind.COUNT)])
def test_code_of_another_unit_is_refused(in_harbour: Cast, scale: int, kind: UnitKind) -> None:
    open_unit(code="kg", scale=3, kind=UnitKind.MASS, by=in_harbour.dev)
    with pytest.raises(UnitTaken):
        open_unit(code="kg", scale=scale, kind=kind, by=in_harbour.dev)
    assert Unit.objects.get().scale == 3
    assert opened() == 1


@pytest.mark.parametrize(
    ("code", "scale", "kind"),
    [
        ("GBP", 3, UnitKind.MONEY),
        ("Pounds", 2, UnitKind.MONEY),
        ("", 0, UnitKind.COUNT),
        ("kg\0", 3, UnitKind.MASS),
        ("\ud800", 3, UnitKind.MASS),
        ("k" * 13, 3, UnitKind.MASS),
        ("kg", -1, UnitKind.MASS),
        ("kg", 2**63, UnitKind.MASS),
    ],
)
def test_what_cannot_be_a_unit_is_refused(
    in_harbour: Cast, code: str, scale: int, kind: UnitKind
) -> None:
    with pytest.raises(BadUnit):
        open_unit(code=code, scale=scale, kind=kind, by=in_harbour.dev)
    assert not Unit.objects.exists()
    assert opened() == 0


def test_each_union_has_units_of_its_own(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        ours = open_unit(code="box", scale=0, kind=UnitKind.COUNT, by=harbour.dev)
    with millrace.scope():
        theirs = open_unit(code="box", scale=2, kind=UnitKind.COUNT, by=millrace.kit)
        assert Unit.objects.get().pk == theirs != ours


def test_purse_needs_a_currency(in_harbour: Cast) -> None:
    with pytest.raises(BadUnit):
        open_purse(currency="XYZ", by=in_harbour.dev)
    assert not Unit.objects.exists()
