"""What may be done about a need now, and by whom."""

from collections.abc import Iterable
from uuid import UUID

from provisioning.needs.models.allocation_line import AllocationLine
from provisioning.needs.models.allocation_round import (
    COUNTED,
    AllocationRound,
    RoundState,
)
from provisioning.needs.models.need import Need
from provisioning.needs.refusals import (
    AssentMissing,
    MoneyOnItsWay,
    NeedBeingCounted,
    NotYourNeed,
)
from unions.people.models.membership import Membership
from unions.people.queries import people
from unions.refusals import NotFound


def near_to(by: Membership) -> frozenset[UUID]:
    """The persons for whom a member asks and receives: themselves, and whom they look after."""
    dependants = people.dependants_of(by.person_id)
    return frozenset({by.person_id, *(person.id for person in dependants)})


def too_near(need: Need, persons: Iterable[UUID], near: frozenset[UUID]) -> bool:
    """True when the need is the reader's own, covers one of theirs, or is kept from them."""
    return need.claimant_id in near or need.kept_from_id in near or not near.isdisjoint(persons)


def check_can_care(need: Need, by: Membership) -> None:
    """A conflict of interest excludes. Raises NotYourNeed."""
    persons = need.covers.values_list("person_id", flat=True)
    if too_near(need, persons, near_to(by)):
        raise NotYourNeed


def check_is_claimant(need: Need, by: Membership) -> None:
    """Only the asker; for anybody else the need is not there. Raises NotFound."""
    if need.claimant_id != by.person_id:
        raise NotFound


def check_can_accept(need: Need, by: Membership) -> None:
    """Complete, not being counted or paid, not one's own. Raises NotYourNeed, AssentMissing,
    NeedBeingCounted."""
    check_can_care(need, by)
    answers = need.covers.values_list("assented_at", flat=True)
    if not answers or None in answers:
        raise AssentMissing
    if is_being_counted(need) or need.on_its_way_minor:
        raise NeedBeingCounted


def check_can_withdraw(need: Need, by: Membership) -> None:
    """Raises NotFound, MoneyOnItsWay."""
    check_is_claimant(need, by)
    if need.on_its_way_minor:
        raise MoneyOnItsWay


def is_being_counted(need: Need) -> bool:
    """True while a round that is closed for counting holds the need."""
    if AllocationLine.objects.filter(need=need, round__state__in=COUNTED).exists():
        return True
    # Between closing and proposing a round has no lines yet, only what went in.
    frozen = AllocationRound.objects.filter(state=RoundState.FROZEN)
    return frozen.filter(frozen_input__needs__contains=[{"id": str(need.pk)}]).exists()
