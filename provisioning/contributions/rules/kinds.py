"""What can be given, and the units that each kind is counted in."""

from enum import StrEnum

from provisioning.measures import Unit


class Kind(StrEnum):
    """The five kinds; care counts like any other work, an hour is an hour."""

    WORK = "work"
    CARE = "care"
    GOODS = "goods"
    KNOWLEDGE = "knowledge"
    SPACE = "space"


class Tab(StrEnum):
    """How the kinds stand together on pages; money is the purse's and has no kind here."""

    HOURS = "hours"
    GOODS = "goods"
    KNOWLEDGE = "knowledge"


UNITS: dict[Kind, tuple[Unit, ...]] = {
    Kind.WORK: (Unit.MINUTE,),
    Kind.CARE: (Unit.MINUTE,),
    Kind.GOODS: (Unit.GRAM, Unit.PIECE),
    Kind.KNOWLEDGE: (Unit.SESSION, Unit.GUIDE),
    Kind.SPACE: (Unit.NIGHT,),
}
TAB_OF: dict[Unit, Tab] = {
    Unit.MINUTE: Tab.HOURS,
    Unit.GRAM: Tab.GOODS,
    Unit.PIECE: Tab.GOODS,
    Unit.NIGHT: Tab.GOODS,
    Unit.SESSION: Tab.KNOWLEDGE,
    Unit.GUIDE: Tab.KNOWLEDGE,
}
# What unions tell each other counts sessions by the piece; guides have no measure there.
SHARED_UNIT: dict[Unit, str] = {
    Unit.MINUTE: "min",
    Unit.GRAM: "g",
    Unit.PIECE: "piece",
    Unit.NIGHT: "night",
    Unit.SESSION: "piece",
}


def allows(kind: Kind, unit: Unit) -> bool:
    """True when this kind is counted in this unit."""
    return unit in UNITS[kind]
