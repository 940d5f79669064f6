"""The invented people of the demo, for its first page. Read on the demo only."""

from dataclasses import dataclass

from unions.circles.queries.people import with_offices
from unions.founding.models.union import Union
from unions.founding.queries.unions import live
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.tenancy.scopes import union_scope

DEMO_DOMAIN = "demo.example"
SHOWN_MAX = 60


@dataclass(frozen=True)
class DemoPerson:
    """Someone whom the newcomer may be for an evening."""

    key: str
    name: str
    offices: str


@dataclass(frozen=True)
class DemoUnion:
    """A union and its invented people."""

    union: Union
    people: list[DemoPerson]


def by_union() -> list[DemoUnion]:
    """Every live union of the demo with its people by name."""
    found = []
    for union in live():
        with union_scope(union.id):
            people = _people()
        if people:
            found.append(DemoUnion(union, people))
    return found


def _people() -> list[DemoPerson]:
    offices = {line.member.membership_id: line.offices for line in with_offices()}
    rows = (
        Membership.objects.select_related("person", "user")
        .filter(user__email__endswith=f"@{DEMO_DOMAIN}", state__in=Membership.PRESENT)
        .order_by("person__sort_key")
    )
    people = [
        DemoPerson(
            row.user.email.partition("@")[0], row.person.display_name, offices.get(row.id, "")
        )
        for row in rows
        if row.user is not None
    ]
    # Whoever holds an office comes first: there the newcomer finds the most to do.
    return sorted(people, key=lambda person: not person.offices)[:SHOWN_MAX]


def login_of(key: str) -> User | None:
    """The login behind a demo person's key, or None."""
    return User.objects.filter(email=f"{key}@{DEMO_DOMAIN}", is_active=True).first()
