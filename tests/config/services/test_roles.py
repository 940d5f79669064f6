"""The three roles of an instance: what they may, and what nobody else may."""

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import pytest
from psycopg import sql

from config.services import roles
from config.services.addresses import as_role
from config.services.postgresql import SUPERUSER
from config.services.refusals import ServiceRefused
from config.services.roles import Instance, Login
from tests.config.services.conftest import Holder


@dataclass
class Place:
    """An instance on a server, and the address that made it."""

    admin: str
    instance: Instance

    def connect(self, login: Login) -> psycopg.Connection:
        """A connection as that role."""
        address = as_role(self.admin, login.role, login.word, login.database)
        return psycopg.connect(address, autocommit=True)

    def set_up(self) -> "Place":
        """Make it, or make it again."""
        roles.set_up(self.admin, self.instance)
        return self


Maker = Callable[[Holder, str], Place]


def _instance(name: str) -> Instance:
    logins = [
        Login(f"{name}_{kind}", f"{kind} word", name) for kind in ("owner", "app", "platform")
    ]
    return Instance(*logins)


def _as_superuser(shared: Holder, name: str) -> Place:
    with shared.connect() as connection:
        return Place(_address(connection), _instance(name))


def _as_maker(shared: Holder, name: str) -> Place:
    """As a role that may make databases and roles and nothing else: a host's own server."""
    with shared.connect() as connection:
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE PASSWORD 'maker word'").format(
                sql.Identifier(f"{name}_maker")
            )
        )
        address = as_role(_address(connection), f"{name}_maker", "maker word", "postgres")
    return Place(address, _instance(name))


def _address(connection: psycopg.Connection) -> str:
    host, word = connection.info.host, connection.info.password
    return f"postgresql://{SUPERUSER}:{word}@/postgres?host={host}"


@pytest.mark.parametrize("by", [_as_superuser, _as_maker])
def test_twice_is_as_good_as_once(shared: Holder, by: Maker) -> None:
    place = by(shared, f"twice{by.__name__}").set_up().set_up()
    with place.connect(place.instance.owner) as connection:
        connection.execute(
            "CREATE TABLE thing (period int4range, EXCLUDE USING gist (period WITH &&))"
        )
        found = connection.execute("SELECT extname FROM pg_extension ORDER BY 1").fetchall()
    assert found == [("btree_gist",), ("pg_trgm",), ("plpgsql",)]
    for login, name, value in (
        (place.instance.app, "statement_timeout", "15s"),
        (place.instance.app, "lock_timeout", "3s"),
        (place.instance.app, "idle_in_transaction_session_timeout", "30s"),
        (place.instance.owner, "lock_timeout", "3s"),
    ):
        with place.connect(login) as connection:
            shown = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        assert shown == (value,), (login.role, name)


@pytest.mark.parametrize("by", [_as_superuser, _as_maker])
@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (n int)",
        "CREATE TEMP TABLE mine (n int)",
        "CREATE SCHEMA mine",
        "SELECT * FROM thing",
        "SELECT doubled(2)",
        "CREATE ROLE mine",
        "CREATE DATABASE mine",
        "SET ROLE owner_role",
    ],
)
def test_app_and_platform_may_nothing_that_was_not_granted(
    shared: Holder,
    by: Maker,
    statement: str,
) -> None:
    place = by(shared, f"granted{by.__name__}{abs(hash(statement)) % 10**8}").set_up()
    with place.connect(place.instance.owner) as connection:
        connection.execute("CREATE TABLE thing (n int)")
        connection.execute("CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE sql RETURN 2 * n")
    statement = statement.replace("owner_role", place.instance.owner.role)
    for login in (place.instance.app, place.instance.platform):
        with (
            place.connect(login) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(statement)


def test_the_owner_becomes_the_app_and_not_the_reverse(shared: Holder) -> None:
    place = _as_superuser(shared, "becomes").set_up()
    with place.connect(place.instance.owner) as connection:
        connection.execute("SET ROLE becomes_app")
        assert connection.execute("SELECT current_user").fetchone() == ("becomes_app",)


def test_public_holds_nothing(shared: Holder) -> None:
    place = _as_superuser(shared, "public").set_up()
    with shared.connect() as admin:
        admin.execute("CREATE ROLE stranger LOGIN PASSWORD 'a word'")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        place.connect(Login("stranger", "a word", "public"))
    with place.connect(place.instance.owner) as connection:
        connection.execute("CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE sql RETURN 2 * n")
        open_to_all = connection.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
            " AND has_function_privilege('public', oid, 'EXECUTE')"
        ).fetchall()
    assert open_to_all == []


@pytest.mark.parametrize("right", ["SUPERUSER", "BYPASSRLS", "CREATEDB", "CREATEROLE"])
def test_a_role_with_too_many_rights_is_refused(shared: Holder, right: str) -> None:
    name = f"strong_{right.lower()}"
    place = _as_superuser(shared, name).set_up()
    with shared.connect() as admin:
        admin.execute(sql.SQL("ALTER ROLE {} " + right).format(sql.Identifier(f"{name}_app")))
    with pytest.raises(ServiceRefused, match=f"{name}_app may do more"):
        place.set_up()


def test_without_the_right_to_make_roles_it_says_what_is_needed(shared: Holder) -> None:
    place = _as_superuser(shared, "plain").set_up()
    as_app = as_role(place.admin, "plain_app", place.instance.app.word, "plain")
    with pytest.raises(ServiceRefused, match="CREATEDB and CREATEROLE"):
        roles.set_up(as_app, _instance("other"))
