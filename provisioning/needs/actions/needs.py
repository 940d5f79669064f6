"""Asking, answering, withdrawing; and what the care circle does about a need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from commonpurse.ledger.rules.entries import Source
from commonpurse.spending.actions import set_asides
from provisioning.needs.guards.needs import (
    check_can_accept,
    check_can_care,
    check_can_withdraw,
    check_is_claimant,
    is_being_counted,
    near_to,
)
from provisioning.needs.models.need import Audience, Need, NeedState
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.refusals import NeedBeingCounted, NotAsked, WordsMissing
from provisioning.needs.rules.categories import (
    AMOUNT_MINOR_MAX,
    PEOPLE_MAX,
    TITLE_CHARS_MAX,
    WORDS_CHARS_MAX,
    Category,
)
from provisioning.needs.rules.sources import NEED
from provisioning.tiers import Tier
from unions.founding.actions import audit_events
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.refusals import Clash, NotFound
from unions.sealing import seal, unseal


@dataclass(frozen=True, slots=True)
class Asking:
    """A need as it is handed in; amounts in minor units of the union's currency."""

    client_id: UUID
    category: Category
    amount_minor: int
    person_ids: Sequence[UUID]
    by_on: date | None = None
    on_board: bool = False
    named: bool = False
    title: str = ""
    words: str = ""
    only_whole: bool = False
    in_kind_ok: bool = True
    kept_from_id: UUID | None = None


@transaction.atomic
def ask(*, asking: Asking, by: Membership) -> Need:
    """Ask for something; a repeated send answers with the need that stands. Raises NotAsked, and
    Clash for one that asks for something else."""
    persons = _persons(asking)
    try:
        with transaction.atomic():
            need = _create(asking, persons, by)
    except IntegrityError:
        return _known(asking, by)
    _record("need.ask", need, by)
    return need


@transaction.atomic
def answer(*, need_id: UUID, words: str, by: Membership) -> Need:
    """Answer the care circle's question; the need is asked again. Raises NotFound, WordsMissing,
    MoveRefused."""
    need = _lock(need_id)
    check_is_claimant(need, by)
    need.MOVES.require(need.state, NeedState.ASKED)
    need.state, need.answer_sealed = NeedState.ASKED, seal(_said(words))
    need.save(update_fields=["state", "answer_sealed"])
    _record("need.answer", need, by)
    return need


@transaction.atomic
def withdraw(*, need_id: UUID, by: Membership) -> Need:
    """Take a need back; what was set aside for it returns to the purse. Raises NotFound,
    MoneyOnItsWay, MoveRefused."""
    need = _lock(need_id)
    if need.claimant_id == by.person_id and need.state == NeedState.WITHDRAWN:
        return need
    check_can_withdraw(need, by)
    need.MOVES.require(need.state, NeedState.WITHDRAWN)
    need.state = NeedState.WITHDRAWN
    need.save(update_fields=["state"])
    set_asides.release(need=Source(NEED, need.pk), currency=need.currency, by=by)
    _record("need.withdraw", need, by)
    return need


@transaction.atomic
def release(*, need_id: UUID, by: Membership) -> int:
    """Give back to the purse what is set aside; the need stays open. Raises NotFound,
    NeedBeingCounted."""
    need = _lock(need_id)
    check_is_claimant(need, by)
    if is_being_counted(need):
        raise NeedBeingCounted
    _record("need.release", need, by)
    return set_asides.release(need=Source(NEED, need.pk), currency=need.currency, by=by)


@transaction.atomic
def read(*, need_id: UUID, by: Membership) -> Need:
    """Open the words of a need; the reading is kept for its asker. Raises NotFound,
    NotYourNeed."""
    need = _lock(need_id)
    check_can_care(need, by)
    _record("need.read", need, by)
    return need


@transaction.atomic
def accept(*, need_id: UUID, tier: Tier, by: Membership) -> Need:
    """Put a need into a tier, or into another one before it is counted. Raises NotFound,
    NotYourNeed, AssentMissing, NeedBeingCounted, MoveRefused."""
    need = _lock(need_id)
    check_can_accept(need, by)
    need.MOVES.require(need.state, NeedState.ACCEPTED)
    need.state, need.tier = NeedState.ACCEPTED, str(tier)
    need.save(update_fields=["state", "tier"])
    _record("need.accept", need, by, tier=str(tier))
    return need


@transaction.atomic
def ask_back(*, need_id: UUID, question: str, by: Membership) -> Need:
    """Send a need back with a question. Raises NotFound, NotYourNeed, WordsMissing,
    MoveRefused."""
    need = _lock(need_id)
    check_can_care(need, by)
    need.MOVES.require(need.state, NeedState.RETURNED)
    need.state, need.question_sealed = NeedState.RETURNED, seal(_said(question))
    need.answer_sealed = b""
    need.save(update_fields=["state", "question_sealed", "answer_sealed"])
    _record("need.ask_back", need, by)
    return need


def _create(asking: Asking, persons: Sequence[Person], by: Membership) -> Need:
    now = timezone.now()
    need = Need.objects.create(
        client_id=asking.client_id,
        claimant_id=by.person_id,
        category=asking.category,
        title_sealed=seal(_title(asking)),
        words_sealed=seal(_words(asking)),
        visible_to=Audience.UNION if asking.on_board else Audience.CARE_CIRCLE,
        named=asking.named and asking.on_board,
        kept_from_id=asking.kept_from_id,
        in_kind_ok=asking.in_kind_ok,
        currency=by.union.currency,
        amount_minor=asking.amount_minor,
        minimum_minor=_minimum(asking),
        by_on=asking.by_on,
        asked_at=now,
    )
    near = near_to(by)
    NeedCover.objects.bulk_create(
        [
            NeedCover(need=need, person=person, assented_at=now if person.id in near else None)
            for person in persons
        ]
    )
    return need


def _known(asking: Asking, by: Membership) -> Need:
    """The need that this sender has sent before under this number; raises Clash where another one
    would be lost in it. Words that were taken out since say nothing."""
    need = Need.objects.filter(client_id=asking.client_id, claimant_id=by.person_id).first()
    if need is None:
        raise NotAsked
    asked = (asking.category, asking.amount_minor, _minimum(asking), asking.by_on)
    if asked != (need.category, need.amount_minor, need.minimum_minor, need.by_on):
        raise Clash
    kept = ((need.title_sealed, _title(asking)), (need.words_sealed, _words(asking)))
    if any(sealed and unseal(sealed) != said for sealed, said in kept):
        raise Clash
    return need


def _title(asking: Asking) -> str:
    return asking.title.strip()[:TITLE_CHARS_MAX]


def _words(asking: Asking) -> str:
    return asking.words.strip()[:WORDS_CHARS_MAX]


def _minimum(asking: Asking) -> int:
    return asking.amount_minor if asking.only_whole else 0


def _persons(asking: Asking) -> list[Person]:
    if not 0 < asking.amount_minor <= AMOUNT_MINOR_MAX:
        raise NotAsked
    wanted = set(asking.person_ids)
    if not 0 < len(wanted) <= PEOPLE_MAX or len(wanted) != len(asking.person_ids):
        raise NotAsked
    if len(wanted) > asking.amount_minor:
        raise NotAsked
    found = list(Person.objects.filter(id__in=wanted).order_by("id"))
    if len(found) != len(wanted):
        raise NotAsked
    return found


def _lock(need_id: UUID) -> Need:
    need = Need.objects.select_for_update().filter(pk=need_id).first()
    if need is None:
        raise NotFound
    return need


def _said(words: str) -> str:
    said = words.strip()[:WORDS_CHARS_MAX]
    if not said:
        raise WordsMissing
    return said


def _record(act: str, need: Need, by: Membership, **detail: int | str) -> None:
    audit_events.record(act=act, object_kind=NEED, object_id=need.pk, by_id=by.pk, detail=detail)
