"""The demo's chapter of needs: twelve months of rounds, and one that lies ready to be decided.

The story's November is today; earlier rounds carry the names of the months before it. What they
gave is what the purse's chapter has paid, so that books and rounds agree to the last penny.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from commonpurse.spending.queries import payments
from commonpurse.spending.queries.payments import PaymentFacts
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import AllocationRound, RoundState
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need import Audience, Need, NeedState
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.models.round_approval import RoundApproval
from provisioning.needs.queries import frozen_inputs
from provisioning.needs.rules.allocation import work_out
from provisioning.needs.rules.allocation_input import checksum, read
from provisioning.needs.rules.categories import Category
from provisioning.needs.rules.sources import ROUND
from provisioning.tiers import Tier
from unions.demo import Story
from unions.founding.queries import union_policies
from unions.rights import Office
from unions.sealing import seal
from unions.tenancy.ids import uuid7

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
STORY_MONTH = 11
JOINT, WIDEST = 4, 6
MORE_TENTHS = 2

# What past needs were for, by their place in a round; the first ones are joint.
WISHES = (
    ("Rent", Category.HOME),
    ("Heating", Category.HOME),
    ("Food", Category.FOOD),
    ("Power bill", Category.HOME),
    ("Train fares", Category.TRAVEL),
    ("Work boots", Category.WORK),
    ("Welding course", Category.WORK),
    ("Bicycle repair", Category.TRAVEL),
    ("Laptop repair", Category.WORK),
)


@dataclass(frozen=True)
class Past:
    """A payment of the books and the need behind it."""

    payment: PaymentFacts
    need: Need
    persons: tuple[UUID, ...]


def tell_rounds(story: Story) -> None:
    """Every round that the purse's chapter has paid, oldest first."""
    paid = payments.of_kind(ROUND)
    rounds = [list(group) for _, group in groupby(paid, key=lambda facts: facts.source_id)]
    for ago, group in zip(range(len(rounds), 0, -1), rounds, strict=True):
        _tell_round(story, group, ago)


def _tell_round(story: Story, group: Sequence[PaymentFacts], ago: int) -> None:
    day = group[0].paid_on or story.today
    pasts = list(_needs(story, group, day))
    Need.objects.bulk_create([past.need for past in pasts])
    NeedCover.objects.bulk_create(
        [
            NeedCover(need=past.need, person_id=person, assented_at=past.need.asked_at)
            for past in pasts
            for person in past.persons
        ]
    )
    this = _round(story, group, [past.need for past in pasts], ago)
    lines = _lines(this, pasts)
    _meet(story, pasts, lines, is_last=ago == 1)


def _needs(story: Story, group: Sequence[PaymentFacts], day: date) -> Iterator[Past]:
    """A need per payment; the widest one asked for more than it got."""
    others = [person for person in _anybody(story) if person not in {f.payee_id for f in group}]
    for place, facts in enumerate(group):
        payee = facts.payee_id
        if payee is None:
            continue
        title, category = WISHES[place % len(WISHES)]
        persons = (payee, others[place]) if place < JOINT else (payee,)
        more = facts.amount_minor * MORE_TENTHS // 10 if place == WIDEST else 0
        need = Need(
            id=facts.need_id,
            client_id=uuid7(),
            claimant_id=payee,
            category=category,
            title_sealed=seal(title),
            tier=Tier.SURVIVAL if place < JOINT else Tier.LIVELIHOOD,
            currency=facts.currency,
            amount_minor=facts.amount_minor + more,
            state=NeedState.ACCEPTED,
            asked_at=_at(story, day - timedelta(days=12 - place)),
        )
        yield Past(facts, need, persons)


def _anybody(story: Story) -> list[UUID]:
    """Children and adults of the story who neither decide on rounds nor pay them."""
    busy = {*story.holding(Office.KEEPER), *story.holding(Office.CARE_CIRCLE)}
    adults = [member.person_id for member in story.people.values() if member not in busy]
    return [*(child.id for child in story.children.values()), *adults]


def _round(
    story: Story, group: Sequence[PaymentFacts], needs: Sequence[Need], ago: int
) -> AllocationRound:
    day = group[0].paid_on or story.today
    name = MONTHS[(STORY_MONTH - 1 - ago) % len(MONTHS)]
    seed = f"{story.union.slug}-{name.lower()}-{day:%Y}"
    purse = sum(facts.amount_minor for facts in group)
    frozen = frozen_inputs.collect(
        seed=seed, purse_minor=purse, currency=story.union.currency, needs=needs
    )
    carers = story.holding(Office.CARE_CIRCLE)
    this = AllocationRound.objects.create(
        id=group[0].source_id,
        client_id=uuid7(),
        title=f"{name} round",
        state=RoundState.CLOSED,
        seed=seed,
        currency=story.union.currency,
        opened_by=carers[0],
        opened_at=_at(story, day - timedelta(days=20)),
        policy_snapshot=union_policies.all_values(),
        purse_minor=purse,
        frozen_input=frozen,
        frozen_checksum=checksum(read(frozen)),
        frozen_at=_at(story, day - timedelta(days=5)),
        proposal=work_out(read(frozen)).as_json(),
        objections_until_at=_at(story, day - timedelta(days=1)),
        decided_at=_at(story, day - timedelta(days=1)),
        carried_out_at=_at(story, day - timedelta(days=1)),
    )
    RoundApproval.objects.bulk_create(
        [
            RoundApproval(round=this, member=member, approved_at=_at(story, day, -4))
            for member in carers[:2]
        ]
    )
    return this


def _lines(this: AllocationRound, pasts: Sequence[Past]) -> list[AllocationLine]:
    """The lines as the rule works them out, with their payments."""
    paid = {past.need.pk: past.payment for past in pasts}
    found = work_out(read(this.frozen_input)).lines
    lines = [AllocationLine.of(this, place, line) for place, line in enumerate(found)]
    for line in lines:
        payment = paid[line.need_id]
        if payment.amount_minor != line.grant_minor:
            raise RuntimeError(f"{this.title} does not give what the books have paid.")
        line.carried_out, line.payment_id = True, payment.id
    return AllocationLine.objects.bulk_create(lines)


def _meet(
    story: Story, pasts: Sequence[Past], lines: Sequence[AllocationLine], *, is_last: bool
) -> None:
    """What was paid meets its need; a rest was withdrawn, or stays open after the last round."""
    by_need = {line.need_id: line for line in lines}
    for past in pasts:
        need = past.need
        need.granted_minor = need.met_minor = past.payment.amount_minor
        if need.open_minor:
            keeps = is_last and story.union.slug != "harbour-lights"
            need.state = NeedState.PARTLY_MET if keeps else NeedState.WITHDRAWN
            need.visible_to = Audience.UNION if keeps else Audience.CARE_CIRCLE
        else:
            need.state = NeedState.MET
    Need.objects.bulk_update(
        [past.need for past in pasts], ["granted_minor", "met_minor", "state", "visible_to"]
    )
    Fulfilment.objects.bulk_create(
        [
            Fulfilment(
                need=past.need,
                line=by_need[past.need.pk],
                payment_id=past.payment.id,
                amount_minor=past.payment.amount_minor,
                received_on=past.payment.paid_on or story.today,
            )
            for past in pasts
        ]
    )


def _at(story: Story, day: date, days: int = 0) -> datetime:
    zone = ZoneInfo(story.union.time_zone)
    return datetime.combine(day + timedelta(days=days), time(18, 30), tzinfo=zone)
