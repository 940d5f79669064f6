"""Brings people in, and lets them go at once."""

from datetime import date

from django.db import transaction

from unions.founding.actions.audit_events import record
from unions.founding.actions.moves import move
from unions.people.models.directory import Directory
from unions.people.models.guardianship import Guardianship
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.people.models.user import User
from unions.people.refusals import AlreadyMember, NameMissing
from unions.people.rules.names import clean, sort_key
from unions.tenancy.scopes import directory_scope


@transaction.atomic
def admit(
    *, name: str, user: User | None, since_on: date, state: str, by: Membership | None
) -> Membership:
    """Make a person and their membership in the union in scope.

    A user's first union becomes their home, where they are counted. Raises NameMissing,
    AlreadyMember.
    """
    cleaned = clean(name)
    if not cleaned:
        raise NameMissing
    if user is not None and Membership.objects.filter(user=user).exists():
        raise AlreadyMember
    person = Person.objects.create(display_name=cleaned, sort_key=sort_key(cleaned))
    membership = Membership.objects.create(user=user, person=person, state=state, since_on=since_on)
    if user is not None:
        _enter_directory(membership, user)
    record(
        act="membership.admit",
        object_kind="membership",
        object_id=membership.id,
        by_id=by.id if by else None,
    )
    return membership


@transaction.atomic
def add_dependant(*, name: str, birth_year: int | None, guardian: Membership) -> Person:
    """Count a child or someone else who depends on this member. Raises NameMissing."""
    cleaned = clean(name)
    if not cleaned:
        raise NameMissing
    person = Person.objects.create(
        display_name=cleaned,
        sort_key=sort_key(cleaned),
        kind=Person.Kind.DEPENDANT,
        birth_year=birth_year,
    )
    Guardianship.objects.create(guardian=guardian.person, dependant=person)
    record(act="person.add_dependant", object_kind="person", object_id=person.id, by_id=guardian.id)
    return person


@transaction.atomic
def leave(*, by: Membership) -> Membership:
    """Leave the union; nobody's yes is needed, and the next request finds the door closed."""
    membership = move(row=by, to=Membership.State.LEFT, act="membership.leave", by_id=by.id)
    if membership.user_id is not None:
        Directory.objects.filter(union_id=membership.union_id, user_id=membership.user_id).update(
            state=Membership.State.LEFT, home=False
        )
    return membership


def _enter_directory(membership: Membership, user: User) -> None:
    # The directory shows only this union here; the partial unique index knows the others.
    Directory.objects.create(
        user=user,
        union_id=membership.union_id,
        state=membership.state,
        home=not _has_home(user),
    )


def _has_home(user: User) -> bool:
    with directory_scope(user.id):
        return Directory.objects.filter(user=user, home=True).exists()
