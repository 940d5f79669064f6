"""What everyone in the union may know of a round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from provisioning.needs.models.allocation_round import RoundState
from provisioning.needs.queries.allocation_rounds import row_of
from provisioning.needs.queries.round_objections import Objection, of_round
from provisioning.needs.rules.allocation_input import spoken
from provisioning.needs.rules.small_groups import hidden
from provisioning.tiers import Tier
from provisioning.wording import say_tier_alone
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A tier on the sheet for everyone; amounts are None where too few stand behind them."""

    tier: Tier
    is_hidden: bool
    persons: int | None
    asked: int | None
    spent: int | None
    missing: int | None
    level: int | None

    @property
    def name(self) -> str:
        """The tier in the reader's language."""
        return say_tier_alone(self.tier)


@dataclass(frozen=True, slots=True)
class SheetTotal:
    """Sums over all tiers; absent where they would give a hidden tier away."""

    asked: int
    spent: int
    missing: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What everyone in the union may know of a round."""

    id: UUID
    title: str
    state: RoundState
    currency: str
    seed: str
    rule: str
    version: int
    checksum: str
    purse_minor: int
    rows: tuple[SheetRow, ...]
    total: SheetTotal | None
    objections: tuple[Objection, ...]
    until_at: datetime | None
    may_object: bool
    silence_hours: int


def sheet(round_id: UUID, by: Membership, now: datetime) -> Sheet:
    """What everyone may know; sums with few persons behind them are left out. Raises NotFound."""
    row = row_of(round_id)
    if row.proposal is None:
        raise NotFound
    rows, total = _sheet_rows(row.proposal["tiers"])
    until = row.objections_until_at
    return Sheet(
        id=row.pk,
        title=row.title,
        state=RoundState(row.state),
        currency=row.currency,
        seed=row.seed,
        rule=row.proposal["rule"],
        version=row.proposal["version"],
        checksum=spoken(row.frozen_checksum),
        purse_minor=row.purse_minor or 0,
        rows=rows,
        total=total,
        objections=of_round(row, by, may_answer=False),
        until_at=until,
        may_object=row.state == RoundState.PROPOSED and (until is None or now < until),
        silence_hours=union_policies.whole("round.silence_hours"),
    )


def _sheet_rows(
    tiers: Sequence[Mapping[str, Any]],
) -> tuple[tuple[SheetRow, ...], SheetTotal | None]:
    persons = {tier["tier"]: tier["persons"] for tier in tiers}
    hide, hide_total = hidden(persons, union_policies.whole("needs.min_cell"))
    rows = tuple(_sheet_row(tier, is_hidden=tier["tier"] in hide) for tier in tiers)
    if hide_total:
        return rows, None
    sums = {key: sum(tier[key] for tier in tiers) for key in ("asked", "spent", "missing")}
    return rows, SheetTotal(**sums)


def _sheet_row(tier: Mapping[str, Any], *, is_hidden: bool) -> SheetRow:
    numbers = ("persons", "asked", "spent", "missing", "level")
    return SheetRow(
        tier=Tier(tier["tier"]),
        is_hidden=is_hidden,
        **{key: None if is_hidden else tier[key] for key in numbers},
    )
