"""Scopes: the one thing a person of one union can see is that union."""

import contextvars
import threading

import pytest
from django.db import connection

from tests.cast import Cast
from unions.people.models.person import Person
from unions.tenancy.scopes import (
    NoScope,
    ScopeMismatch,
    current,
    current_or_none,
    read_as,
    union_scope,
)


def test_run_speaks_as_the_unprivileged_role(harbour: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        role, is_super, bypasses = cursor.fetchone()
        assert role.endswith("_app")
        assert (is_super, bypasses) == (False, False)
        cursor.execute("SELECT count(*) FROM unions_person")
        assert cursor.fetchone() == (0,)


def test_reading_outside_a_scope_raises(harbour: Cast) -> None:
    with pytest.raises(NoScope):
        Person.objects.count()
    with pytest.raises(NoScope):
        list(Person.objects.all())


def test_scope_sees_its_own_union_only(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        assert Person.objects.count() == len(harbour.members)
        assert not Person.objects.filter(id=millrace.tom.person_id).exists()


def test_queryset_made_outside_binds_on_first_clone_inside(harbour: Cast, millrace: Cast) -> None:
    people = Person.objects.order_by("sort_key")
    with harbour.scope():
        assert len(people.all()) == len(harbour.members)
    with millrace.scope():
        assert len(people.all()) == len(millrace.members)


def test_queryset_of_one_union_is_refused_in_another(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        people = Person.objects.all()
    with millrace.scope(), pytest.raises(ScopeMismatch):
        people.update(display_name="taken")
    with pytest.raises(NoScope):
        people.count()


def test_inner_scope_returns_the_outer_one(harbour: Cast, millrace: Cast) -> None:
    with harbour.scope():
        with millrace.scope():
            assert Person.objects.count() == len(millrace.members)
        assert Person.objects.count() == len(harbour.members)
        with pytest.raises(ZeroDivisionError), millrace.scope():
            raise ZeroDivisionError
        assert Person.objects.count() == len(harbour.members)


def test_thread_begun_inside_a_scope_sees_an_error(harbour: Cast) -> None:
    found: list[BaseException | None] = []

    def look() -> None:
        try:
            Person.objects.count()
        except NoScope as error:
            found.append(error)
        finally:
            connection.close()

    with harbour.scope():
        context = contextvars.copy_context()
        thread = threading.Thread(target=lambda: context.run(look))
        thread.start()
        thread.join()
    assert len(found) == 1


def test_row_of_another_union_is_refused(harbour: Cast, millrace: Cast) -> None:
    with millrace.scope():
        tom = Person.objects.get(id=millrace.tom.person_id)
    with harbour.scope(), pytest.raises(ScopeMismatch):
        tom.save()
    with union_scope(harbour.union.id), pytest.raises(ScopeMismatch):
        tom.delete()


def test_who_reads_may_be_named_inside_and_only_there(harbour: Cast, millrace: Cast) -> None:
    def in_database() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('app.person_id', true)")
            return str(cursor.fetchone()[0])

    hana = harbour.hana.person_id
    with pytest.raises(NoScope):
        read_as(hana)
    with union_scope(harbour.union.id):
        read_as(hana)
        assert (current().person_id, in_database()) == (hana, str(hana))
        with union_scope(millrace.union.id):
            assert (current().person_id, in_database()) == (None, "")
        assert (current().person_id, in_database()) == (hana, str(hana))
    assert (current_or_none(), in_database()) == (None, "")
