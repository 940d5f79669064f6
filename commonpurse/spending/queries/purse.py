"""The purse at one glance."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from commonpurse.ledger.queries import accounts, funds
from commonpurse.ledger.queries import latest as newest
from commonpurse.ledger.queries import months as books
from commonpurse.ledger.queries.accounts import AccountLine
from commonpurse.ledger.queries.funds import FundSheet
from commonpurse.ledger.queries.latest import Latest
from commonpurse.ledger.queries.months import UnitFlow
from commonpurse.ledger.rules import months
from commonpurse.ledger.rules.accounts import AccountKind
from commonpurse.ledger.rules.units import UnitKind, currency_scale, kind_shown
from commonpurse.spending.queries import availability
from commonpurse.spending.rules.availability import Availability

MONTHS_ON_HOME = 6
MONTHS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Glance:
    """The subtraction in one unit, in its smallest part, and the account behind each term where
    it is one alone; `kind` is the kind of thing that pages show the unit as."""

    unit: str
    scale: int
    kind: str
    month: date
    available: Availability
    accounts: Mapping[AccountKind, UUID]


@dataclass(frozen=True, slots=True)
class PurseSheet:
    """What the page of the purse shows; `glances` and `charts` begin with the union's own
    currency. The open `funds` lie beside it and are in none of its sums."""

    month: date
    glances: tuple[Glance, ...]
    places: tuple[AccountLine, ...]
    funds: tuple[FundSheet, ...]
    latest: Latest
    charts: tuple[UnitFlow, ...]


def glance(currency: str, *, today: date) -> Glance:
    """What is there now of the union's own currency, and what of it is free."""
    return glances(currency, today=today)[0]


def glances(currency: str, *, today: date) -> tuple[Glance, ...]:
    """One for each unit that the purse holds; the union's own currency first."""
    return _glances(currency, accounts.held_lines(), months.first_of(today))


def sheet(currency: str, *, today: date, hidden: AbstractSet[str]) -> PurseSheet:
    """The subtraction of each unit, the newest movements, and the months before."""
    month = months.first_of(today)
    places = accounts.held_lines()
    return PurseSheet(
        month=month,
        glances=_glances(currency, places, month),
        places=tuple(sorted(places, key=lambda place: place.unit != currency)),
        funds=tuple(fund for fund in funds.every() if not fund.is_closed),
        latest=newest.latest(month, hidden=hidden),
        charts=books.flows(currency, month, MONTHS_SHOWN),
    )


def home_charts(currency: str, *, today: date) -> tuple[UnitFlow, ...]:
    """What came in and went out lately, unit by unit."""
    return books.flows(currency, months.first_of(today), MONTHS_ON_HOME)


def _glances(currency: str, places: Sequence[AccountLine], month: date) -> tuple[Glance, ...]:
    """One for each unit that the purse holds; the union's own currency first, held or not."""
    by_unit: dict[str, list[AccountLine]] = defaultdict(list, {currency: []})
    for place in places:
        by_unit[place.unit].append(place)
    return tuple(
        _glance(unit, lines, month, floor=availability.own_floor() if unit == currency else 0)
        for unit, lines in by_unit.items()
    )


def _glance(unit: str, lines: Sequence[AccountLine], month: date, *, floor: int) -> Glance:
    sums: Counter[AccountKind] = Counter()
    ids: dict[AccountKind, list[UUID]] = defaultdict(list)
    for line in lines:
        sums[line.kind] += line.balance
        ids[line.kind].append(line.id)
    return Glance(
        unit=unit,
        scale=lines[0].scale if lines else currency_scale(unit),
        kind=lines[0].shown_as if lines else kind_shown(UnitKind.MONEY),
        month=month,
        available=availability.of(sums, floor=floor),
        accounts={kind: found[0] for kind, found in ids.items() if len(found) == 1},
    )
