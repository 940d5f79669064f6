"""Why someone got this: a letter to one person, made from codes and numbers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from provisioning.needs.guards.needs import near_to, too_near
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.queries.needs import title_of
from provisioning.needs.rules.allocation_input import spoken
from provisioning.needs.rules.reasons import CHANGES, SENTENCES, Reason, Sentences
from provisioning.needs.rules.small_groups import hidden
from provisioning.tiers import Tier
from provisioning.wording import say_tier, say_tier_alone
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.templatetags.amounts import money, whole


class Money(StrEnum):
    """Where the money of a line is, once it was handed out."""

    NONE = ""
    ON_ITS_WAY = "on_its_way"
    PAID = "paid"
    CAME_BACK = "came_back"
    NOT_PAID = "not_paid"
    TAKEN_BACK = "taken_back"

    @property
    def is_given(self) -> bool:
        """Whether the person has it or will have it."""
        return self not in (Money.NOT_PAID, Money.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class Share:
    """How far one person came in this need; minor units."""

    name: str
    got: int
    part: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a tier reached; `level` is None when all in it were met."""

    tier: Tier
    is_this: bool
    is_hidden: bool
    level: int | None
    is_empty: bool

    @property
    def name(self) -> str:
        """The tier in the reader's language."""
        return say_tier_alone(self.tier)


@dataclass(frozen=True, slots=True)
class WhyLetter:
    """All that the page needs; amounts in minor units of `currency`."""

    line_id: UUID
    round_id: UUID
    round_title: str
    round_state: RoundState
    decided_at: datetime | None
    currency: str
    is_to_reader: bool
    to: str
    title: str
    names: tuple[str, ...]
    people: int
    tier: Tier
    amount: int
    grant: int
    money: Money
    set_aside: int
    reason: Reason
    sentences: tuple[str, ...]
    changes: tuple[str, ...]
    shares: tuple[Share, ...]
    reaches: tuple[Reach, ...]
    rule: str
    version: int
    checksum: str
    seed: str

    @property
    def open(self) -> int:
        """What stays open."""
        return self.amount - self.grant

    @property
    def tier_name(self) -> str:
        """The tier in the reader's language."""
        return say_tier_alone(self.tier)


def why(line_id: UUID, by: Membership, *, may_care: bool) -> WhyLetter:
    """The letter of one line, for its asker, whom it covers, and the care circle. Raises
    NotFound for everyone else."""
    line = (
        AllocationLine.objects.select_related("need__claimant", "round").filter(pk=line_id).first()
    )
    if line is None:
        raise NotFound
    covers = list(
        NeedCover.objects.filter(need=line.need)
        .select_related("person")
        .order_by("person__sort_key", "id")
    )
    near = near_to(by)
    persons = [cover.person_id for cover in covers]
    is_mine = line.need.claimant_id in near or not near.isdisjoint(persons)
    if not is_mine and (not may_care or too_near(line.need, persons, near)):
        raise NotFound
    if is_mine and not may_care and line.round.state == RoundState.STOPPED:
        raise NotFound
    return _letter(line, covers, is_mine=is_mine, by=by)


def _letter(
    line: AllocationLine, covers: list[NeedCover], *, is_mine: bool, by: Membership
) -> WhyLetter:
    this, proposal = line.round, line.round.proposal or {}
    return WhyLetter(
        line_id=line.pk,
        round_id=this.pk,
        round_title=this.title,
        round_state=RoundState(this.state),
        decided_at=this.decided_at,
        currency=this.currency,
        is_to_reader=is_mine,
        to=by.person.first_name if is_mine else line.need.claimant.first_name,
        title=title_of(line.need),
        names=tuple(cover.person.first_name for cover in covers),
        people=len(covers),
        tier=Tier(line.tier),
        amount=line.amount_minor,
        grant=line.grant_minor,
        money=_money(line),
        set_aside=line.set_aside_minor,
        reason=Reason(line.reason),
        sentences=_said(line, this, SENTENCES),
        changes=_said(line, this, CHANGES),
        shares=_shares(line, covers),
        reaches=_reaches(proposal["tiers"], line.tier),
        rule=proposal["rule"],
        version=proposal["version"],
        checksum=spoken(this.frozen_checksum),
        seed=this.seed,
    )


def _money(line: AllocationLine) -> Money:
    if line.payment_id is None:
        return Money.TAKEN_BACK if line.carried_out is False else Money.NONE
    if not line.carried_out:
        return Money.NOT_PAID
    received = Fulfilment.objects.filter(line=line)
    if received.standing().exists():
        return Money.PAID
    return Money.CAME_BACK if received.exists() else Money.ON_ITS_WAY


def _said(line: AllocationLine, this: AllocationRound, texts: Sentences) -> tuple[str, ...]:
    """Stored code and numbers as sentences in the reader's language."""
    numbers = _numbers(line)
    words = {
        key: whole(value) if key == "rounds" else money(value, this.currency)
        for key, value in numbers.items()
        if value is not None
    }
    tier = {"tier": say_tier(line.tier), "Tier": say_tier_alone(line.tier)}
    said = {**words, **tier, "seed": this.seed}
    return tuple(
        gettext(text) % said
        for code in (line.reason, *line.also)
        for text, needed in texts.get(code, ())
        if all(numbers.get(name) for name in needed)
    )


def _numbers(line: AllocationLine) -> dict[str, int | None]:
    params: dict[str, Any] = line.reason_params
    return {
        "amount": line.amount_minor,
        "grant": line.grant_minor,
        "open": line.amount_minor - line.grant_minor,
        "share": line.share_minor,
        "set_aside": line.set_aside_minor,
        "minimum": params["minimum"],
        "missing": params["minimum"] - line.set_aside_minor,
        "level": params["level"],
        "before": params["before"],
        "short": params["short"],
        "rounds": params["rounds"],
        "odd": params["odd"],
    }


def _shares(line: AllocationLine, covers: list[NeedCover]) -> tuple[Share, ...]:
    """What each person brought to this need, out of an equal part of what is asked."""
    if len(covers) < 2:  # noqa: PLR2004 - alone there is nothing to set side by side
        return ()
    part = -(-line.amount_minor // len(covers))
    return tuple(
        Share(cover.person.first_name, line.parts.get(str(cover.person_id), 0), part)
        for cover in covers
    )


def _reaches(tiers: list[dict[str, Any]], tier: str) -> tuple[Reach, ...]:
    """The level of each tier; where few persons stand behind one, only the reader's own shows."""
    persons = {row["tier"]: row["persons"] for row in tiers}
    few, _ = hidden(persons, union_policies.whole("needs.min_cell"))
    return tuple(
        Reach(
            tier=Tier(row["tier"]),
            is_this=row["tier"] == tier,
            is_hidden=row["tier"] in few and row["tier"] != tier,
            level=row["level"],
            is_empty=not row["persons"],
        )
        for row in tiers
    )
