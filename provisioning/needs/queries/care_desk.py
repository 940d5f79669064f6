"""What waits for the care circle, oldest first; never one's own, never what is kept from one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from provisioning.needs.guards.needs import is_being_counted, near_to, too_near
from provisioning.needs.models.need import IN_ROUNDS, Need, NeedQuerySet, NeedState
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.queries.needs import counted, title_of
from provisioning.needs.rules.categories import LABELS, Category
from provisioning.tiers import Tier
from provisioning.wording import say_tier_alone
from unions.founding.models.audit_event import AuditEvent
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.sealing import unseal

DESK_ROWS_MAX = 200


@dataclass(frozen=True, slots=True)
class DeskNeed:
    """A need on the desk, without names and words."""

    id: UUID
    category: str
    people: int
    currency: str
    amount_minor: int
    open_minor: int
    only_whole: bool
    by_on: date | None
    asked_at: datetime
    state: NeedState
    tier: Tier | None
    waiting_for: int

    @property
    def tier_name(self) -> str:
        """The tier in the reader's language, empty before it has one."""
        return say_tier_alone(self.tier) if self.tier else ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The queue, what is accepted already, and how many wait for their askers' answers."""

    waiting: tuple[DeskNeed, ...]
    accepted: tuple[DeskNeed, ...]
    returned: int


@dataclass(frozen=True, slots=True)
class CareNeed:
    """A need before its reader; names and words are empty until it was opened."""

    need: DeskNeed
    was_read: bool
    title: str
    asker: str
    persons: tuple[str, ...]
    words: str
    question: str
    answer: str
    in_kind_ok: bool
    may_accept: bool
    may_ask_back: bool
    is_being_counted: bool


def desk(by: Membership) -> Desk:
    """All that this member may look after."""
    rows = [_line(row) for row in _cared_for(by).order_by("asked_at", "id")[:DESK_ROWS_MAX]]
    return Desk(
        waiting=tuple(row for row in rows if row.state == NeedState.ASKED),
        accepted=tuple(row for row in rows if row.state in IN_ROUNDS),
        returned=sum(row.state == NeedState.RETURNED for row in rows),
    )


def waiting_for(by: Membership) -> int:
    """How many needs wait for this member to read them."""
    return _cared_for(by).filter(state=NeedState.ASKED).count()


def show(need_id: UUID, by: Membership) -> CareNeed:
    """One need before this reader. Raises NotFound, also for what is too near to them."""
    row = _all().filter(pk=need_id).first()
    if row is None:
        raise NotFound
    covers = list(row.covers.select_related("person").order_by("person__sort_key", "id"))
    if too_near(row, [cover.person_id for cover in covers], near_to(by)):
        raise NotFound
    was_read = AuditEvent.objects.filter(
        act="need.read", object_kind="need", object_id=row.pk, actor_id=by.pk
    ).exists()
    line, counting = _line(row), is_being_counted(row) or bool(row.on_its_way_minor)
    may_move = row.MOVES.allow(row.state, NeedState.ACCEPTED) and not counting
    return CareNeed(
        need=line,
        was_read=was_read,
        title=title_of(row) if was_read else "",
        asker=row.claimant.display_name if was_read else "",
        persons=tuple(cover.person.display_name for cover in covers) if was_read else (),
        words=unseal(row.words_sealed) if was_read else "",
        question=unseal(row.question_sealed) if was_read else "",
        answer=unseal(row.answer_sealed) if was_read else "",
        in_kind_ok=row.in_kind_ok,
        may_accept=may_move and not line.waiting_for and line.people > 0,
        may_ask_back=row.MOVES.allow(row.state, NeedState.RETURNED),
        is_being_counted=counting,
    )


def _all() -> NeedQuerySet:
    waiting = NeedCover.objects.filter(need=OuterRef("pk"), assented_at=None)
    rows: NeedQuerySet = counted(Need.objects.open()).annotate(is_waiting=Exists(waiting))
    return rows


def _cared_for(by: Membership) -> NeedQuerySet:
    near = near_to(by)
    covered = NeedCover.objects.filter(person_id__in=near).values("need_id")
    rows: NeedQuerySet = _all().exclude(Q(claimant_id__in=near) | Q(id__in=covered))
    return rows.exclude(kept_from_id__isnull=False, kept_from_id__in=near)


def _line(row: Need) -> DeskNeed:
    return DeskNeed(
        id=row.pk,
        category=gettext(LABELS[Category(row.category)]),
        people=row.people,  # type: ignore[attr-defined]  # annotated
        currency=row.currency,
        amount_minor=row.amount_minor,
        open_minor=row.open_minor,
        only_whole=row.minimum_minor > 0,
        by_on=row.by_on,
        asked_at=row.asked_at,
        state=NeedState(row.state),
        tier=Tier(row.tier) if row.tier else None,
        waiting_for=int(row.is_waiting),  # type: ignore[attr-defined]  # annotated
    )
