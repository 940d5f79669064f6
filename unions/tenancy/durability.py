"""Committing without waiting for the disk, and waiting for it before anybody is told.

A row that everybody needs is locked until its commit has been flushed. Where a flush takes long,
the lock can be let go at the commit and the flush waited for afterwards: what was acknowledged is
on the disk all the same, since the flush comes before any answer and any task.
"""

from typing import Any

from django.db import connection

_RELAX = "SET LOCAL synchronous_commit = off"
# A commit of its own that waits: everything written before it is flushed with it.
_FLUSH = "SELECT pg_logical_emit_message(true, 'onecloak', '')"


def flush_after_commit() -> None:
    """Lets the open transaction commit without waiting, and has the flush waited for as the first
    thing after it. If the flush fails, so does the request: nobody is told that it was done.

    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("There is no transaction to commit.")
    # Django keeps (savepoints, function, robust) here; its stubs know the first two only.
    waiting: list[Any] = connection.run_on_commit
    if any(function is _flush for _, function, _ in waiting):
        return
    with connection.cursor() as cursor:
        cursor.execute(_RELAX)
    # Before the courier's hints, whenever those were asked for: a task must not run ahead of it.
    # The empty set of savepoints keeps it when a part of the work is taken back.
    waiting.insert(0, (set(), _flush, False))


def _flush() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FLUSH)
