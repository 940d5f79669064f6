"""Finds or starts PostgreSQL and the Redis-protocol server before Django reads its settings.

With `DATABASE_URL` of a role that may create databases and roles (and `REDIS_URL`) those servers
are used; otherwise the embedded ones run for the time of the tests. Loaded by `-p tests.servers`.
Each process of pytest-xdist (`-n 2`) has embedded servers of its own, since a seal waits for all
that runs on its server; on given servers each has databases of its own.
"""

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from psycopg import sql

from config.services.addresses import from_own_servers, numbered
from config.services.refusals import ServiceRefused
from config.services.servers import servers_for_tests

ROLES = ("owner", "app", "platform")
DATABASE_VARIABLES = ("DATABASE_URL", "DATABASE_APP_URL", "DATABASE_PLATFORM_URL")
VARIABLES = (*DATABASE_VARIABLES, "REDIS_URL")
# The process that runs the tests, or, where several do, starts the others; gw0 uses what it has.
FIRST = "gw0"
# For which process the environment is set, and whether a server was given from outside.
PREPARED = "ONECLOAK_TEST_PREPARED"
GIVEN = "ONECLOAK_TEST_GIVEN"
# Set by `start.py bench`: what is measured waits for the disk as it does in real use.
DURABLE = "ONECLOAK_TEST_DURABLE"
DATA = Path(__file__).parent.parent / ".data"
STARTED = contextlib.ExitStack()


def prepare() -> None:
    """Set the environment of the test run; child processes inherit it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", FIRST)
    prepared_for = os.environ.get(PREPARED)
    if prepared_for == worker:
        return
    if prepared_for and os.environ.get(GIVEN):
        # What one clears, counts or takes from a queue is not another's.
        broker, cache = databases_of(worker, os.environ["REDIS_URL"])
        os.environ.update({"REDIS_URL": broker, "CACHE_URL": cache, PREPARED: worker})
        return
    if prepared_for:
        # The process that started this one has servers of its own, and gw0 with it.
        for variable in VARIABLES:
            del os.environ[variable]
    elif any(from_own_servers()):
        os.environ[GIVEN] = "1"
    _start(worker)
    _let_in()
    os.environ[PREPARED] = worker


def _start(worker: str) -> None:
    """Start what is not given, for one process."""
    os.environ["ONECLOAK_ENV"] = "test"
    os.environ.setdefault("ONECLOAK_NAME", "onecloak_test")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    os.environ.setdefault("FEDERATION_ORIGIN", "https://us.example")
    name = os.environ["ONECLOAK_NAME"]
    (DATA / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns without it
    folder = DATA / ("test" if worker == FIRST else f"test-{worker}")
    try:
        os.environ.update(
            STARTED.enter_context(
                servers_for_tests(folder, name, forgetful=not os.environ.get(DURABLE))
            )
        )
    except ServiceRefused as refusal:
        pytest.exit(str(refusal), returncode=3)


def _let_in() -> None:
    """Make the three roles, and set their addresses."""
    name = os.environ["ONECLOAK_NAME"]
    passwords = {role: secrets.token_urlsafe(16) for role in ROLES}
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        for role in ROLES:
            _make_role(admin, f"{name}_{role}", passwords[role], may_create=role == "owner")
        for role in ("app", "platform"):
            # The tests step down from the owner to the role that they speak for.
            admin.execute(
                sql.SQL("GRANT {} TO {} WITH INHERIT FALSE").format(
                    sql.Identifier(f"{name}_{role}"), sql.Identifier(f"{name}_owner")
                )
                if admin.info.server_version >= 160_000
                else sql.SQL("GRANT {} TO {}").format(
                    sql.Identifier(f"{name}_{role}"), sql.Identifier(f"{name}_owner")
                )
            )
        with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
            _let_pause(admin, [f"{name}_{role}" for role in ROLES])
        host = admin.info.host if admin.info.host.startswith("/") else ""
        where = "" if host else f"{admin.info.host}:{admin.info.port}"
    for role, variable in zip(ROLES, DATABASE_VARIABLES, strict=True):
        password = quote(passwords[role])
        os.environ[variable] = f"postgresql://{name}_{role}:{password}@{where}/{name}" + (
            f"?host={host}" if host else ""
        )


def databases_of(worker: str, broker: str) -> tuple[str, str]:
    """(broker, cache) of the process `gw0`, `gw1` …: two database numbers that no other uses."""
    first = 2 * int(worker.removeprefix("gw"))
    return numbered(broker, first), numbered(broker, first + 1)


def _make_role(admin: psycopg.Connection, role: str, password: str, *, may_create: bool) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    if not known:
        # A new role is no superuser by itself, and only a superuser could say so once more.
        admin.execute(sql.SQL("CREATE ROLE {} NOCREATEROLE").format(sql.Identifier(role)))
    admin.execute(
        sql.SQL("ALTER ROLE {} LOGIN {} PASSWORD {}").format(
            sql.Identifier(role),
            # In PostgreSQL 15 the owner of a database inherits its right to create tables in it.
            sql.SQL("CREATEDB INHERIT" if may_create else "NOCREATEDB NOINHERIT"),
            sql.Literal(password),
        )
    )


def _let_pause(admin: psycopg.Connection, roles: list[str]) -> None:
    """Let the measurements stand in for a slow disk, by a pause before each flush."""
    for role in roles:
        words = "GRANT SET ON PARAMETER commit_delay, commit_siblings TO {}"
        admin.execute(sql.SQL(words).format(sql.Identifier(role)))


def pytest_unconfigure() -> None:
    """End the servers that this process has started, if any."""
    STARTED.close()


prepare()
