"""Rounds: the list, the desk of those who prepare them, and the sheet for everyone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from commonpurse.spending.queries import availability
from provisioning.needs.guards.allocation_rounds import receives_from
from provisioning.needs.guards.needs import near_to
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import GIVEN, AllocationRound, RoundState
from provisioning.needs.models.need import Need, NeedState
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.queries.needs import title_of
from provisioning.needs.queries.round_objections import Objection, of_round
from provisioning.needs.rules.allocation_input import spoken
from provisioning.tiers import Tier
from provisioning.wording import say_tier_alone
from unions.circles.queries import role_terms
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.rights import Office

ROUNDS_MAX = 60
STAGES = (
    RoundState.COLLECTING,
    RoundState.FROZEN,
    RoundState.PROPOSED,
    RoundState.DECIDED,
    RoundState.CARRIED_OUT,
    RoundState.CLOSED,
)


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round in the list."""

    id: UUID
    title: str
    state: RoundState
    started_at: datetime
    has_sheet: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a round for the stage line."""

    label: str
    done: bool
    now: bool


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One need in a round."""

    id: UUID
    title: str
    people: int
    only_whole: bool
    amount_minor: int
    grant_minor: int
    set_aside_minor: int
    is_withdrawn: bool
    is_unpaid: bool
    is_mine: bool

    @property
    def open_minor(self) -> int:
        """What stays open."""
        return self.amount_minor - self.grant_minor


@dataclass(frozen=True, slots=True)
class TierBlock:
    """A tier of a round with its lines; amounts in minor units."""

    tier: Tier
    persons: int
    asked: int
    spent: int
    missing: int
    level: int | None
    floor: int
    money: int
    after: int
    lines: tuple[DeskLine, ...] = ()

    @property
    def name(self) -> str:
        """The tier in the reader's language."""
        return say_tier_alone(self.tier)

    @property
    def grant(self) -> int:
        """What its lines give."""
        return sum(line.grant_minor for line in self.lines)

    @property
    def amount(self) -> int:
        """What its lines ask."""
        return sum(line.amount_minor for line in self.lines)

    @property
    def kept(self) -> int:
        """What its lines keep."""
        return sum(line.set_aside_minor for line in self.lines)

    @property
    def open(self) -> int:
        """What its lines leave open."""
        return self.amount - self.grant


@dataclass(frozen=True, slots=True)
class Approval:
    """A yes."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RoundDesk:
    """A round before one reader of the care circle."""

    id: UUID
    title: str
    state: RoundState
    currency: str
    seed: str
    stages: tuple[Stage, ...]
    tiers: tuple[TierBlock, ...]
    purse_minor: int
    left_minor: int
    urgent_gap: int
    rule: str
    version: int
    checksum: str
    frozen_at: datetime | None
    approvals: tuple[Approval, ...]
    others: tuple[str, ...]
    may_approve: bool
    has_approved: bool
    receives: bool
    objections: tuple[Objection, ...]
    until_at: datetime | None
    is_window_over: bool
    silence_hours: int
    stopped_why: str
    to_count: int
    to_count_minor: int

    @property
    def asked(self) -> int:
        """Sum over all lines."""
        return sum(tier.amount for tier in self.tiers)

    @property
    def granted(self) -> int:
        """Sum over all lines."""
        return sum(tier.grant for tier in self.tiers)

    @property
    def kept(self) -> int:
        """Sum over all lines."""
        return sum(tier.kept for tier in self.tiers)

    @property
    def open(self) -> int:
        """Sum over all lines."""
        return self.asked - self.granted

    @property
    def has_open_objection(self) -> bool:
        """True while the round waits for an answer."""
        return any(not objection.answer for objection in self.objections)

    @property
    def may_hand_out(self) -> bool:
        """True once it is decided, or would be when it is handed out."""
        silent = self.is_window_over and not self.has_open_objection
        return self.state == RoundState.DECIDED or silent


def index() -> list[RoundCard]:
    """All rounds, the newest first."""
    rows = AllocationRound.objects.order_by("-opened_at", "-id")[:ROUNDS_MAX]
    return [
        RoundCard(
            row.pk,
            row.title,
            RoundState(row.state),
            row.opened_at,
            has_sheet=row.proposal is not None,
        )
        for row in rows
    ]


def in_work() -> RoundCard | None:
    """The round that is not handed out yet, if there is one."""
    return next((card for card in index() if card.state in STAGES[:4]), None)


def waits_for(by: Membership) -> RoundCard | None:
    """The round that waits for this member's yes."""
    row = AllocationRound.objects.filter(state=RoundState.PROPOSED).first()
    if row is None or row.objections_until_at is not None:
        return None
    if row.approvals.filter(member=by).exists() or receives_from(row, by):
        return None
    return RoundCard(row.pk, row.title, RoundState(row.state), row.opened_at, has_sheet=True)


def frozen_input(round_id: UUID) -> dict[str, Any]:
    """What a round was counted from. Raises NotFound before it was frozen."""
    row = row_of(round_id)
    if row.frozen_input is None:
        raise NotFound
    found: dict[str, Any] = row.frozen_input
    return found


def proposal(round_id: UUID) -> dict[str, Any] | None:
    """What came out; None before it was worked out. Raises NotFound."""
    found: dict[str, Any] | None = row_of(round_id).proposal
    return found


def desk(round_id: UUID, by: Membership) -> RoundDesk:
    """A round for those who prepare it. Raises NotFound."""
    row = row_of(round_id)
    approvals = list(row.approvals.select_related("member__person").order_by("approved_at", "id"))
    receives = receives_from(row, by)
    has_approved = any(approval.member_id == by.pk for approval in approvals)
    proposal = row.proposal or {}
    is_open = row.state == RoundState.PROPOSED and row.objections_until_at is None
    count, amount = _to_count(row)
    return RoundDesk(
        id=row.pk,
        title=row.title,
        state=RoundState(row.state),
        currency=row.currency,
        seed=row.seed,
        stages=stages(RoundState(row.state)),
        tiers=_tiers(row, by),
        purse_minor=_purse(row),
        left_minor=proposal.get("left", 0),
        urgent_gap=proposal.get("urgent_gap", 0),
        rule=proposal.get("rule", ""),
        version=proposal.get("version", 0),
        checksum=spoken(row.frozen_checksum),
        frozen_at=row.frozen_at,
        approvals=tuple(
            Approval(approval.member.person.display_name, approval.approved_at)
            for approval in approvals
        ),
        others=_others(by, {approval.member_id for approval in approvals}) if is_open else (),
        may_approve=is_open and not receives and not has_approved,
        has_approved=has_approved,
        receives=receives,
        objections=of_round(row, by, may_answer=row.state == RoundState.PROPOSED),
        until_at=row.objections_until_at,
        is_window_over=_is_window_over(row),
        silence_hours=union_policies.whole("round.silence_hours"),
        stopped_why=row.stopped_why,
        to_count=count,
        to_count_minor=amount,
    )


def stages(state: RoundState) -> tuple[Stage, ...]:
    """The stage line; a stopped round shows none."""
    if state not in STAGES:
        return ()
    place = STAGES.index(state)
    return tuple(
        Stage(str(stage.label), done=number < place, now=number == place)
        for number, stage in enumerate(STAGES)
    )


def row_of(round_id: UUID) -> AllocationRound:
    """The round. Raises NotFound."""
    row = AllocationRound.objects.filter(pk=round_id).first()
    if row is None:
        raise NotFound
    return row


def _purse(row: AllocationRound) -> int:
    if row.purse_minor is not None:
        return int(row.purse_minor)
    return availability.sheet(row.currency).to_give


def _is_window_over(row: AllocationRound) -> bool:
    until = row.objections_until_at
    return row.state == RoundState.PROPOSED and until is not None and timezone.now() >= until


def _to_count(row: AllocationRound) -> tuple[int, int]:
    if row.state != RoundState.COLLECTING:
        return 0, 0
    amounts = [need.open_minor for need in Need.objects.for_rounds(row.currency)]
    return len(amounts), sum(amounts)


def _others(by: Membership, approved: set[UUID]) -> tuple[str, ...]:
    """Who else of the care circle could say yes."""
    return tuple(
        term.name
        for term in role_terms.serving(Office.CARE_CIRCLE)
        if term.membership_id not in approved and term.membership_id != by.pk
    )


def _tiers(row: AllocationRound, by: Membership) -> tuple[TierBlock, ...]:
    if row.proposal is None:
        return ()
    lines = _lines(row, by)
    left, blocks = int(row.purse_minor or 0), []
    for tier in row.proposal["tiers"]:
        left -= tier["spent"]
        blocks.append(
            TierBlock(
                tier=Tier(tier["tier"]),
                persons=tier["persons"],
                asked=tier["asked"],
                spent=tier["spent"],
                missing=tier["missing"],
                level=tier["level"],
                floor=tier["floor"],
                money=tier["money"],
                after=left,
                lines=tuple(lines.get(Tier(tier["tier"]), ())),
            )
        )
    return tuple(blocks)


def _lines(row: AllocationRound, by: Membership) -> dict[Tier, list[DeskLine]]:
    near = near_to(by)
    mine = set(NeedCover.objects.filter(person_id__in=near).values_list("need_id", flat=True))
    found: dict[Tier, list[DeskLine]] = {}
    rows = AllocationLine.objects.filter(round=row).select_related("need")
    for line in rows.annotate(people=Count("need__covers")).order_by("-amount_minor", "id"):
        need, is_mine = line.need, line.need.claimant_id in near or line.need_id in mine
        hides = is_mine or need.kept_from_id == by.person_id
        found.setdefault(Tier(line.tier), []).append(
            DeskLine(
                id=line.pk,
                title="" if hides else title_of(need),
                people=line.people,
                only_whole=0 < line.reason_params["minimum"] == line.amount_minor,
                amount_minor=line.amount_minor,
                grant_minor=line.grant_minor,
                set_aside_minor=line.set_aside_minor,
                is_withdrawn=_is_withdrawn(line, row),
                is_unpaid=line.payment_id is not None and not line.carried_out,
                is_mine=is_mine,
            )
        )
    return found


def _is_withdrawn(line: AllocationLine, row: AllocationRound) -> bool:
    """Whether the need was taken back before the round was handed out."""
    if row.state in GIVEN:
        return line.carried_out is False and line.payment_id is None
    return line.need.state == NeedState.WITHDRAWN
