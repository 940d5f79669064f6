"""Needs as their askers, and as all members, see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext

from commonpurse.spending.queries import set_asides
from provisioning.needs.guards.needs import near_to
from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import COUNTED, GIVEN
from provisioning.needs.models.fulfilment import Fulfilment
from provisioning.needs.models.need import Need, NeedQuerySet, NeedState
from provisioning.needs.models.need_cover import NeedCover
from provisioning.needs.rules.categories import LABELS, Category
from unions.circles.queries import role_terms
from unions.founding.models.audit_event import AuditEvent
from unions.founding.queries import union_policies
from unions.people.models.membership import Membership
from unions.refusals import NotFound
from unions.rights import Office
from unions.sealing import unseal

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True)
class NeedTag:
    """A need as the board shows it; `name` only where its asker chose so."""

    id: UUID
    title: str
    people: int
    by_on: date | None
    asked_at: datetime
    currency: str
    amount_minor: int
    met_minor: int
    state: NeedState
    name: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A round's line about a need, with the page that says why."""

    line_id: UUID
    round_title: str
    is_given: bool
    amount_minor: int
    grant_minor: int
    set_aside_minor: int


@dataclass(frozen=True, slots=True)
class MyNeed:
    """A need as its asker sees it, or someone whom it covers."""

    tag: NeedTag
    is_mine: bool
    waits_for_my_yes: bool
    asker: str
    covered: tuple[str, ...]
    waiting_for: tuple[str, ...]
    on_its_way_minor: int
    kept_minor: int
    question: str
    answer: str
    words: str
    readers: tuple[str, ...]
    letters: tuple[Letter, ...]
    counted_in: str
    is_open: bool
    may_withdraw: bool

    @property
    def open_minor(self) -> int:
        """What no round has given yet."""
        return self.tag.amount_minor - self.tag.met_minor - self.on_its_way_minor


@dataclass(frozen=True, slots=True)
class Met:
    """How many needs the purse met in a month; None where too few persons stand behind it."""

    count: int | None


def title_of(need: Need) -> str:
    """What its asker called it, else the word of its category."""
    return unseal(need.title_sealed) or gettext(LABELS[Category(need.category)])


def board(*, page: int = 1) -> tuple[list[NeedTag], bool]:
    """What askers let everyone see, soonest needed first, then longest waiting; and whether
    there are more."""
    rows = _counted(Need.objects.on_the_board()).order_by(
        F("by_on").asc(nulls_last=True), "asked_at", "id"
    )[: page * PAGE_ROWS + 1]
    tags = [_tag(row) for row in rows]
    return tags[: page * PAGE_ROWS], len(tags) > page * PAGE_ROWS


def needed_now(limit: int) -> list[NeedTag]:
    """The first needs of the board."""
    return board()[0][:limit]


def met_by_purse(*, from_on: date, until_on: date) -> Met:
    """Needs that the purse met in full from a day up to, not including, another."""
    rows = Fulfilment.objects.standing().filter(
        received_on__gte=from_on, received_on__lt=until_on, need__state=NeedState.MET
    )
    found = rows.aggregate(needs=Count("need", distinct=True), persons=_persons("need__covers"))
    few = 0 < found["persons"] < union_policies.whole("needs.min_cell")
    return Met(None if few else found["needs"])


def on_board(need_id: UUID) -> NeedTag:
    """One need that everyone may see. Raises NotFound."""
    row = _counted(Need.objects.on_the_board()).filter(pk=need_id).first()
    if row is None:
        raise NotFound
    return _tag(row)


def mine(by: Membership) -> list[MyNeed]:
    """What I asked for and what covers me or whom I look after, newest first."""
    near = near_to(by)
    covering = NeedCover.objects.filter(person_id__in=near).values("need_id")
    rows = Need.objects.filter(Q(claimant_id=by.person_id) | Q(id__in=covering))
    return _mine(rows, by, near)


def my_need(need_id: UUID, by: Membership) -> MyNeed:
    """One need of mine, or that covers me or whom I look after. Raises NotFound."""
    near = near_to(by)
    covering = NeedCover.objects.filter(person_id__in=near).values("need_id")
    rows = Need.objects.filter(Q(claimant_id=by.person_id) | Q(id__in=covering), pk=need_id)
    found = _mine(rows, by, near)
    if not found:
        raise NotFound
    return found[0]


def waits_for_me(by: Membership) -> list[MyNeed]:
    """Needs with a question for me, or that wait for my yes."""
    return [
        need
        for need in mine(by)
        if need.waits_for_my_yes or (need.is_mine and need.tag.state == NeedState.RETURNED)
    ]


def readers_of_words(need_id: UUID, by: Membership) -> tuple[str, ...]:
    """Who of the care circle may read a need of mine."""
    row = Need.objects.filter(pk=need_id, claimant_id=by.person_id).first()
    return tuple(
        term.name
        for term in role_terms.serving(Office.CARE_CIRCLE)
        if row is not None and term.person_id not in {row.kept_from_id, by.person_id}
    )


def any_yet() -> bool:
    """True once somebody has asked for something."""
    return Need.objects.exists()


def own(by: Membership) -> list[NeedTag]:
    """What I asked for, newest first; for programs."""
    rows = _counted(Need.objects.filter(claimant_id=by.person_id))
    return [_tag(row) for row in rows.order_by("-asked_at", "-id")]


def counted(rows: NeedQuerySet) -> NeedQuerySet:
    """The needs with the number of persons each covers, and their askers."""
    return _counted(rows)


def _counted(rows: NeedQuerySet) -> NeedQuerySet:
    return rows.select_related("claimant").annotate(people=Count("covers"))


def _persons(path: str) -> Count:
    return Count(f"{path}__person", distinct=True)


def _tag(row: Need) -> NeedTag:
    return NeedTag(
        id=row.pk,
        title=title_of(row),
        people=row.people,  # type: ignore[attr-defined]  # annotated
        by_on=row.by_on,
        asked_at=row.asked_at,
        currency=row.currency,
        amount_minor=row.amount_minor,
        met_minor=row.met_minor,
        state=NeedState(row.state),
        name=row.claimant.first_name if row.named else "",
    )


def _mine(rows: NeedQuerySet, by: Membership, near: frozenset[UUID]) -> list[MyNeed]:
    needs = list(_counted(rows).order_by("-asked_at", "-id"))
    ids = [need.pk for need in needs]
    covers = _covers(ids)
    letters = _letters(ids)
    readers = _readers([need.pk for need in needs if need.claimant_id == by.person_id])
    kept = set_asides.kept(ids, needs[0].currency) if needs else {}
    return [
        _my_need(
            need,
            by,
            near,
            covers=covers.get(need.pk, []),
            letters=tuple(letters.get(need.pk, [])),
            readers=tuple(readers.get(need.pk, [])),
            kept_minor=kept.get(need.pk, 0),
        )
        for need in needs
    ]


def _my_need(
    need: Need,
    by: Membership,
    near: frozenset[UUID],
    *,
    covers: Sequence[NeedCover],
    letters: tuple[Letter, ...],
    readers: tuple[str, ...],
    kept_minor: int,
) -> MyNeed:
    is_mine = need.claimant_id == by.person_id
    waiting = [cover for cover in covers if cover.assented_at is None]
    return MyNeed(
        tag=_tag(need),
        is_mine=is_mine,
        waits_for_my_yes=need.is_open and any(cover.person_id in near for cover in waiting),
        asker=need.claimant.first_name,
        covered=tuple(cover.person.first_name for cover in covers),
        waiting_for=tuple(cover.person.first_name for cover in waiting),
        on_its_way_minor=need.on_its_way_minor,
        kept_minor=kept_minor,
        question=unseal(need.question_sealed) if is_mine else "",
        answer=unseal(need.answer_sealed) if is_mine else "",
        words=unseal(need.words_sealed) if is_mine else "",
        readers=readers,
        letters=tuple(letter for letter in letters if letter.is_given),
        counted_in=next((letter.round_title for letter in letters if not letter.is_given), ""),
        is_open=need.is_open,
        may_withdraw=is_mine and need.is_open and not need.on_its_way_minor,
    )


def _covers(need_ids: Iterable[UUID]) -> dict[UUID, list[NeedCover]]:
    found: dict[UUID, list[NeedCover]] = {}
    rows = NeedCover.objects.filter(need_id__in=list(need_ids)).select_related("person")
    for row in rows.order_by("person__sort_key", "id"):
        found.setdefault(row.need_id, []).append(row)
    return found


def _letters(need_ids: Iterable[UUID]) -> dict[UUID, list[Letter]]:
    found: dict[UUID, list[Letter]] = {}
    rows = AllocationLine.objects.filter(
        need_id__in=list(need_ids), round__state__in=[*COUNTED, *GIVEN]
    ).select_related("round")
    for row in rows.order_by("-round__carried_out_at", "-id"):
        found.setdefault(row.need_id, []).append(
            Letter(
                row.pk,
                row.round.title,
                row.carried_out is not None,
                row.amount_minor,
                row.grant_minor,
                row.set_aside_minor,
            )
        )
    return found


def _readers(need_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Who of the care circle has opened the words, by need, each once, by name."""
    events = AuditEvent.objects.filter(
        act="need.read", object_kind="need", object_id__in=list(need_ids)
    ).values_list("object_id", "actor_id")
    pairs = {(need_id, actor_id) for need_id, actor_id in events if need_id and actor_id}
    members = Membership.objects.filter(id__in={actor for _, actor in pairs}).select_related(
        "person"
    )
    names = {member.pk: member.person.display_name for member in members}
    found: dict[UUID, list[str]] = {}
    for need_id, actor_id in pairs:
        found.setdefault(need_id, []).append(names[actor_id])
    return {need_id: sorted(names) for need_id, names in found.items()}
