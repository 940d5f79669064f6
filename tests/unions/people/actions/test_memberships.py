"""Coming in, counting dependants, leaving."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests.cast import Cast
from unions.circles.queries.standings import may_enter
from unions.founding.models.audit_event import AuditEvent
from unions.people.actions.memberships import add_dependant, admit, leave
from unions.people.models.directory import Directory
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.people.queries.people import counted
from unions.people.refusals import AlreadyMember, NameMissing
from unions.tenancy.scopes import directory_scope


def test_first_union_becomes_home_and_second_does_not(harbour: Cast, millrace: Cast) -> None:
    user = harbour.hana.user
    assert user is not None
    with millrace.scope():
        admit(name="Hana", user=user, since_on=date(2026, 2, 1), state="associate", by=millrace.tom)
    with directory_scope(user.id):
        homes = dict(Directory.objects.filter(user=user).values_list("union_id", "home"))
    assert homes == {harbour.union.id: True, millrace.union.id: False}


def test_admitting_twice_is_refused(in_harbour: Cast) -> None:
    with pytest.raises(AlreadyMember):
        admit(
            name="Hana",
            user=in_harbour.hana.user,
            since_on=date(2026, 2, 1),
            state="associate",
            by=None,
        )


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "\x00\x07"])
def test_name_without_a_letter_is_refused(in_harbour: Cast, name: str) -> None:
    with pytest.raises(NameMissing):
        add_dependant(name=name, birth_year=None, guardian=in_harbour.hana)
    assert Person.objects.count() == len(in_harbour.members)


def test_dependant_counts_as_one(in_harbour: Cast) -> None:
    before = counted()
    add_dependant(name="Zoë", birth_year=2019, guardian=in_harbour.hana)
    assert counted() == before + 1


def test_leaving_closes_the_door_at_once(harbour: Cast) -> None:
    browser = harbour.client("hana")
    assert browser.get(harbour.url("people/")).status_code == 200
    with harbour.scope("hana"):
        leave(by=harbour.hana)
    assert browser.get(harbour.url("people/")).status_code == 404
    user_id = harbour.hana.user_id
    assert user_id is not None
    with directory_scope(user_id):
        assert not may_enter(user_id=user_id, union_id=harbour.union.id)


def test_audit_is_append_only(in_harbour: Cast) -> None:
    assert AuditEvent.objects.filter(act="membership.admit").count() == len(in_harbour.members)
    for statement in ("UPDATE unions_auditevent SET act = 'x'", "DELETE FROM unions_auditevent"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_person_has_one_membership(in_harbour: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=in_harbour.hana.person, since_on=date(2026, 1, 1))
