"""The scope of one union: what a piece of work may see, in Python and in the database.

`SET LOCAL app.union_id` feeds the policies of row-level security; the context variable feeds the
managers. Both end with the transaction that `union_scope` opens.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection, transaction

log = logging.getLogger("onecloak.tenancy")


class NoScope(RuntimeError):
    """Tenant data was touched outside a scope."""


class ScopeMismatch(NoScope):
    """A row or queryset of one union was used while another union was in scope."""


class NetworkInScope(RuntimeError):
    """A call to the outside was tried while a union's transaction was open."""


@dataclass(frozen=True)
class Scope:
    """One union, the person reading if any, and the thread and connection it holds for."""

    union_id: UUID
    person_id: UUID | None
    thread: int
    connection: int


_scope: ContextVar[Scope | None] = ContextVar("union_scope", default=None)
_platform: ContextVar[str | None] = ContextVar("platform_scope", default=None)


def current() -> Scope:
    """The scope in force. Raises NoScope outside one, also in a thread begun inside one."""
    scope = current_or_none()
    if scope is None:
        raise NoScope("Tenant data needs a union_scope().")
    return scope


def current_or_none() -> Scope | None:
    """The scope in force, or None. Raises NoScope where the scope belongs to another thread."""
    scope = _scope.get()
    if scope is None:
        return None
    if scope.thread != threading.get_ident() or scope.connection != id(connection.connection):
        raise NoScope("A scope does not reach into another thread or connection.")
    return scope


def current_union_id() -> UUID:
    """The union in scope; the default of every tenant row."""
    return current().union_id


def in_platform_scope() -> bool:
    """True while relay, beat or an operator's command works across unions."""
    return _platform.get() is not None


@contextmanager
def union_scope(union_id: UUID, *, person_id: UUID | None = None) -> Iterator[Scope]:
    """Open a transaction that sees exactly one union; the outer scope returns afterwards."""
    outer = _scope.get()
    nested = connection.in_atomic_block
    with transaction.atomic():
        scope = Scope(union_id, person_id, threading.get_ident(), id(connection.connection))
        _set_local(union_id, person_id)
        token = _scope.set(scope)
        try:
            yield scope
        finally:
            _scope.reset(token)
        # SET LOCAL outlives RELEASE SAVEPOINT; a rollback restores the outer value by itself.
        if nested and not connection.needs_rollback:
            _set_local(outer.union_id if outer else None, outer.person_id if outer else None)


def read_as(person_id: UUID | None) -> None:
    """Name who reads, once the scope itself has told who that is. Raises NoScope outside one."""
    scope = current()
    if person_id != scope.person_id:
        _scope.set(replace(scope, person_id=person_id))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL app.person_id = %s", [str(person_id or "")])


@contextmanager
def directory_scope(user_id: UUID) -> Iterator[None]:
    """Open a transaction in which one user may read their own rows of the directory."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL app.user_id = %s", [str(user_id)])
        yield
        if not connection.needs_rollback:
            cursor.execute("SET LOCAL app.user_id = ''")


@contextmanager
def platform_scope(*, reason: str) -> Iterator[None]:
    """Let managers of work rows read across unions; row-level security still decides."""
    log.info("platform scope: %s", reason)
    token = _platform.set(reason)
    try:
        yield
    finally:
        _platform.reset(token)


def refuse_network() -> None:
    """Raise NetworkInScope while a union's transaction is open."""
    if _scope.get() is not None:
        raise NetworkInScope("No network call inside a union_scope().")


def cache_key(*parts: object) -> str:
    """A cache key that names the union first, so that no entry serves two. Raises NoScope."""
    return ":".join([str(current().union_id), *map(str, parts)])


def _set_local(union_id: UUID | None, person_id: UUID | None) -> None:
    with connection.cursor() as cursor:
        # One round trip; texts and not UUID objects, which would be bound with a cast.
        cursor.execute(
            "SET LOCAL app.union_id = %s; SET LOCAL app.person_id = %s",
            [str(union_id or ""), str(person_id or "")],
        )
