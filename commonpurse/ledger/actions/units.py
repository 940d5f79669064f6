"""Opening units."""

from uuid import UUID

from django.db import transaction

from commonpurse.ledger.models.unit import Unit
from commonpurse.ledger.refusals import BadUnit, UnitTaken
from commonpurse.ledger.rules.units import UnitKind, can_be_unit
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership


@transaction.atomic
def open_unit(*, code: str, scale: int, kind: UnitKind, by: Membership) -> UUID:
    """The id of the unit with this code, opened if it is new; it never changes once it is there.

    `scale` is how many digits stand behind the point. Raises BadUnit for what such a unit cannot
    be called or have, UnitTaken if the code stands for another one.
    """
    if not can_be_unit(code=code, scale=scale, kind=kind):
        raise BadUnit
    unit, is_new = Unit.objects.get_or_create(code=code, defaults={"scale": scale, "kind": kind})
    if (unit.scale, unit.kind) != (scale, kind):
        raise UnitTaken
    if is_new:
        audit_events.record(act="unit.opened", object_kind="unit", object_id=unit.pk, by_id=by.pk)
    return unit.pk
