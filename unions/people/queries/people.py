"""Who belongs, by name only."""

from dataclasses import dataclass
from uuid import UUID

from unions.people.models.directory import Directory
from unions.people.models.guardianship import Guardianship
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.people.models.user import User
from unions.refusals import NotFound

PEOPLE_MAX = 2_000


@dataclass(frozen=True)
class Associate:
    """A member as other members see them."""

    membership_id: UUID
    person_id: UUID
    name: str
    state: str


def members() -> list[Associate]:
    """Everyone who belongs now, by name."""
    rows = (
        Membership.objects.select_related("person")
        .filter(state__in=Membership.PRESENT)
        .order_by("person__sort_key", "id")[:PEOPLE_MAX]
    )
    return [
        Associate(
            row.id, row.person_id, row.person.display_name, str(Membership.State(row.state).label)
        )
        for row in rows
    ]


def counted() -> int:
    """How many persons the union counts: members who belong now and their dependants."""
    return (
        Membership.objects.filter(state__in=Membership.PRESENT).count()
        + Person.objects.filter(kind=Person.Kind.DEPENDANT).count()
    )


def names_of(person_ids: list[UUID]) -> dict[UUID, str]:
    """Names by person id."""
    return dict(Person.objects.filter(id__in=person_ids).values_list("id", "display_name"))


def dependants_of(person_id: UUID) -> list[Person]:
    """The persons someone looks after, by name."""
    return list(Person.objects.filter(guarded_by__guardian_id=person_id).order_by("sort_key", "id"))


def is_guardian(*, guardian_id: UUID, dependant_id: UUID) -> bool:
    """True when one person looks after the other."""
    return Guardianship.objects.filter(guardian_id=guardian_id, dependant_id=dependant_id).exists()


def membership_of(person_id: UUID) -> Membership | None:
    """The membership of a person, None for a dependant."""
    return Membership.objects.select_related("person").filter(person_id=person_id).first()


def union_ids_of(user: User) -> list[UUID]:
    """The unions that a user may enter, home first; inside a directory scope."""
    return list(
        Directory.objects.filter(user=user, state__in=Membership.PRESENT)
        .order_by("-home", "id")
        .values_list("union_id", flat=True)
    )


def member(membership_id: UUID) -> Membership:
    """One member who belongs now. Raises NotFound."""
    found = (
        Membership.objects.select_related("person")
        .filter(id=membership_id, state__in=Membership.PRESENT)
        .first()
    )
    if found is None:
        raise NotFound
    return found
