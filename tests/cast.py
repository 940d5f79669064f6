"""One cast for all tests: Hana, Idris and Jo of Harbour Lights, keepers, care circle, a neighbour.

Each fixture makes its people in the database and gives plain rows; read tenant data in a scope.
"""

import pickle
import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from unions.circles.actions.role_terms import appoint
from unions.founding.actions.unions import found
from unions.founding.models.union import Union
from unions.people.actions.memberships import admit
from unions.people.models.membership import Membership
from unions.people.models.user import User
from unions.rights import Office
from unions.tenancy.scopes import Scope, union_scope

if TYPE_CHECKING:
    from uuid import UUID


@dataclass
class Cast:
    """A union and its people by first name."""

    union: Union
    members: dict[str, Membership] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Membership:
        try:
            return cast("dict[str, Membership]", self.__dict__["members"])[name]
        except KeyError as error:
            raise AttributeError(name) from error

    def scope(self, name: str | None = None) -> AbstractContextManager[Scope]:
        """The union's scope, read by one of the cast or by nobody."""
        person_id: UUID | None = self.members[name].person_id if name else None
        return union_scope(self.union.id, person_id=person_id)

    def client(self, name: str) -> Client:
        """A browser in which this person has signed in."""
        client = Client()
        user = self.members[name].user
        assert user is not None
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def url(self, path: str) -> str:
        """A page of this union."""
        return f"/u/{self.union.slug}/{path}"


def gather(slug: str, name: str, people: dict[str, list[Office]], region: str) -> Cast:
    """Found a union with these people, each with a login, and seat their offices."""
    union = found(slug=slug, name=name, region_slug=region, region_name=region.title())
    cast, today = Cast(union), timezone.localdate()
    for person, offices in people.items():
        user = User.objects.create_user(f"{person}@{slug}.example")
        with union_scope(union.id):
            membership = admit(
                name=person.title(),
                user=user,
                since_on=today - timedelta(days=300),
                state=Membership.State.ASSOCIATE,
                by=None,
            )
            for office in offices:
                appoint(
                    membership=membership,
                    office=office,
                    from_on=today - timedelta(days=300),
                    until_on=today + timedelta(days=60),
                    by=None,
                )
        cast.members[person] = membership
    return cast


# What was written as something was made, in one text; and the casts so made.
WRITES: dict[Hashable, str] = {}
CASTS: dict[Hashable, bytes] = {}
SCOPE = ("app.union_id", "app.person_id", "app.user_id")
NO_WRITES = re.compile(r"SAVEPOINT|RELEASE|SELECT (?!.*\bledger_\w+\()", re.DOTALL)


def written_again(key: Hashable, make: Callable[[], object]) -> None:
    """Make something the first time, and from then on write in one trip what was written then.

    Ids and moments are those of the first, so `key` says on which rows and on which day it stands.
    """
    if key not in WRITES:
        writes: list[str] = []

        def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
            if not NO_WRITES.match(sql):
                writes.append(context["cursor"].mogrify(sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            make()
        WRITES[key] = ";".join(writes)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'current_setting({n!r}, true)' for n in SCOPE)}")
        scope = cursor.fetchone()
        cursor.execute(WRITES[key])
        # The scope that was left then may be another than the one in which this test stands.
        cursor.execute(f"SELECT {', '.join(f'set_config({n!r}, %s, true)' for n in SCOPE)}", scope)


def gather_again(slug: str, name: str, people: dict[str, list[Office]], region: str) -> Cast:
    """The same cast for each test: from the second on it takes a tenth of the time.

    On another day, or when the clock was set to another minute, they gather anew.
    """
    now = timezone.localtime()
    is_set = bool(time_machine.traveller_stack)
    key = slug, now.replace(second=0, microsecond=0) if is_set else now.date()

    def make() -> None:
        CASTS[key] = pickle.dumps(gather(slug, name, people, region))

    written_again(key, make)
    found: Cast = pickle.loads(CASTS[key])  # noqa: S301 - a copy of our own
    return found


HARBOUR = {
    "hana": [],
    "idris": [],
    "jo": [Office.STEWARD],
    "dev": [Office.KEEPER],
    "ana": [Office.KEEPER],
    "mira": [Office.CARE_CIRCLE],
    "noor": [Office.CARE_CIRCLE],
    "bo": [Office.HUB_OPERATOR],
}


@pytest.fixture
def harbour(db: None) -> Cast:
    """Harbour Lights: members, and holders of every office, by first name as in HARBOUR."""
    return gather_again("harbour-lights", "Harbour Lights", HARBOUR, "northshore")


@pytest.fixture
def millrace(db: None) -> Cast:
    """Millrace, another union: tom (member), kit (keeper), ada (care circle)."""
    people = {"tom": [], "kit": [Office.KEEPER], "ada": [Office.CARE_CIRCLE]}
    return gather_again("millrace", "Millrace", people, "westvale")


@pytest.fixture
def in_harbour(harbour: Cast) -> Iterator[Cast]:
    """Harbour Lights with its scope open for the whole test."""
    with harbour.scope():
        yield harbour


@pytest.fixture
def guest() -> Client:
    """A browser in which nobody has signed in."""
    return Client()


@contextmanager
def stepped_up() -> Iterator[Any]:
    """A cursor that speaks as the owner of the database."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            yield cursor
        finally:
            cursor.execute(f'SET ROLE "{settings.APP_ROLE}"')


@pytest.fixture
def as_owner() -> Callable[..., Any]:
    """Run statements as the owner of the database, for tests that spoil a row on purpose."""
    return stepped_up


__all__ = ["Cast", "Scope", "gather"]
