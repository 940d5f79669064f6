"""Databases of their own for the books of each size and for the other ledger.

A table of a million rows has deeper indexes for everybody in it; so the small books stand in
another database than the large ones, made from the same template.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

DELAY_MICROSECONDS = 1_000
GUARDED = """
SELECT format('%I', c.relname) FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid
WHERE c.relname LIKE 'commonpurse%' ORDER BY 1"""
STAND_IN = (
    "The 1 ms disk is a stand-in: commit_delay = 1000 with commit_siblings = 0 lets PostgreSQL "
    "pause 1 ms before each flush of its log, beside the flush of this disk. Commits that come in "
    "during the pause share the flush, so it flatters several clients a little; only flushes for "
    "commits wait, not those of the background."
)


def address(variable: str, name: str) -> str:
    """The address of another database on the server of this run, with the role of `variable`."""
    return urlunsplit(urlsplit(os.environ[variable])._replace(path=f"/{name}"))


@contextmanager
def as_owner(name: str) -> Iterator[psycopg.Connection]:
    """A connection of the owner, who may make databases and is bound by no policy."""
    with psycopg.connect(address("DATABASE_URL", name), autocommit=True) as session:
        yield session


def make(name: str, template: str = "template1") -> None:
    """A new database, in place of what an interrupted run may have left."""
    drop(name)
    with as_owner("postgres") as session:
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        session.execute(words.format(sql.Identifier(name), sql.Identifier(template)))


def drop(name: str) -> None:
    """End whoever is still in it and delete it."""
    with as_owner("postgres") as session:
        words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        session.execute(words.format(sql.Identifier(name)))


def settle(name: str) -> None:
    """What autovacuum does within minutes of so many new rows: done before measuring."""
    with as_owner(name) as session:
        session.execute("VACUUM ANALYZE")


def pause_before_flush(session: psycopg.Connection, microseconds: int) -> None:
    """Set the stand-in for this session; zero takes it away. Raises InsufficientPrivilege."""
    session.execute(f"SET commit_siblings = 0; SET commit_delay = {microseconds}".encode())
