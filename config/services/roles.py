"""Roles and databases of an instance, with the attributes and settings that tenancy rests on.

Works as a superuser and as a role with CREATEDB and CREATEROLE, on PostgreSQL 15 to 18.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg import sql

from config.services.refusals import ServiceRefused

EXTENSIONS = ("btree_gist", "pg_trgm")
APP_SETTINGS = {
    "statement_timeout": "15s",
    "lock_timeout": "3s",
    "idle_in_transaction_session_timeout": "30s",
}
OWNER_SETTINGS = {"lock_timeout": "3s"}
FORBIDDEN = ("rolsuper", "rolbypassrls", "rolcreatedb", "rolcreaterole", "rolreplication")
# Any number, the same for all: two commands never make the same role at once.
TURN = 0x0C10A4
OLDEST = 150_000


@dataclass(frozen=True)
class Login:
    """A role, its password and its database, as an address names them."""

    role: str
    word: str
    database: str

    @classmethod
    def from_address(cls, address: str) -> "Login":
        """Take apart `postgresql://role:word@host/database`."""
        parts = urlsplit(address)
        query = dict(parse_qsl(parts.query))
        return cls(
            role=unquote(parts.username or query.get("user", "")),
            word=unquote(parts.password or query.get("password", "")),
            database=unquote(parts.path.lstrip("/") or query.get("dbname", "")),
        )


@dataclass(frozen=True)
class Instance:
    """The three logins of one instance; all name the same database."""

    owner: Login
    app: Login
    platform: Login


def set_up(admin_address: str, instance: Instance) -> None:
    """Make or mend roles, database, extensions and grants; running it again changes nothing.

    `admin_address` is of a superuser or a role with CREATEDB and CREATEROLE. Raises
    ServiceRefused when a role holds more rights than it may.
    """
    inside = psycopg.conninfo.make_conninfo(admin_address, dbname=instance.owner.database)
    try:
        with psycopg.connect(admin_address, autocommit=True) as admin:
            admin.execute("SELECT pg_advisory_lock(%s)", [TURN])
            _refuse_old(admin)
            for login in (instance.owner, instance.app, instance.platform):
                _make_role(admin, login)
            _set_role_settings(admin, instance)
            _make_database(admin, instance)
        with psycopg.connect(inside, autocommit=True) as admin:
            _close_to_public(admin, instance)
    except psycopg.Error as error:
        reason = error.diag.message_primary or "no connection"
        raise ServiceRefused(
            f"PostgreSQL refused to prepare {instance.owner.database} ({reason}). DATABASE_URL "
            "must name a role with CREATEDB and CREATEROLE that made these roles."
        ) from None


def _refuse_old(admin: psycopg.Connection) -> None:
    if admin.info.server_version < OLDEST:
        raise ServiceRefused("One Cloak needs PostgreSQL 15 or newer; this server is older.")


def _make_role(admin: psycopg.Connection, login: Login) -> None:
    role = sql.Identifier(login.role)
    if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [login.role]).fetchone():
        admin.execute(sql.SQL("CREATE ROLE {}").format(role))
    # The server gets a verifier, never the password itself: statements may be logged.
    verifier = admin.pgconn.encrypt_password(
        login.word.encode(), login.role.encode(), b"scram-sha-256"
    )
    admin.execute(
        sql.SQL("ALTER ROLE {} LOGIN NOINHERIT PASSWORD {}").format(
            role, sql.Literal(verifier.decode())
        )
    )
    columns = sql.SQL(", ").join(map(sql.Identifier, FORBIDDEN))
    held = admin.execute(
        sql.SQL("SELECT {} FROM pg_roles WHERE rolname = %s").format(columns), [login.role]
    ).fetchone()
    if held is None or any(held):
        raise ServiceRefused(
            f"The role {login.role} may do more than One Cloak allows. As a superuser run: ALTER "
            f"ROLE {login.role} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"
        )


def _set_role_settings(admin: psycopg.Connection, instance: Instance) -> None:
    for login, settings in (
        (instance.owner, OWNER_SETTINGS),
        (instance.app, APP_SETTINGS),
        (instance.platform, APP_SETTINGS),
    ):
        for name, value in settings.items():
            admin.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(login.role), sql.Identifier(name), sql.Literal(value)
                )
            )
    owner = sql.Identifier(instance.owner.role)
    for login in (instance.app, instance.platform):
        # The owner may become the others, so that tests run with their rights; never the reverse.
        admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(login.role), owner))
    if not _is_superuser(admin):
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))


def _make_database(admin: psycopg.Connection, instance: Instance) -> None:
    name = instance.owner.database
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(instance.owner.role)
            )
        )


def _close_to_public(admin: psycopg.Connection, instance: Instance) -> None:
    """In the instance's database: extensions, and nothing for PUBLIC."""
    superuser = _is_superuser(admin)
    names = {
        "database": sql.Identifier(instance.owner.database),
        "owner": sql.Identifier(instance.owner.role),
        "others": sql.SQL(", ").join(
            sql.Identifier(login.role) for login in (instance.app, instance.platform)
        ),
    }
    if not superuser:
        admin.execute(sql.SQL("SET ROLE {owner}").format(**names))
    for extension in EXTENSIONS:
        admin.execute(
            sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension))
        )
    statements = [
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {others}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {others}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
    ]
    if superuser:
        # Functions of extensions belong to the superuser, so only it can take them from PUBLIC.
        names["functions"] = _functions_of_extensions(admin)
        statements += [
            "ALTER SCHEMA public OWNER TO {owner}",
            "REVOKE EXECUTE ON FUNCTION {functions} FROM PUBLIC",
            "GRANT EXECUTE ON FUNCTION {functions} TO {owner}, {others}",
        ]
    for statement in statements:
        admin.execute(sql.SQL(statement).format(**names))


def _functions_of_extensions(admin: psycopg.Connection) -> sql.SQL:
    """Their signatures, quoted by PostgreSQL itself."""
    rows = admin.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p"
        " JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid"
        " JOIN pg_extension e ON e.oid = d.refobjid"
        " WHERE d.deptype = 'e' AND p.prokind = 'f' AND e.extname = ANY(%s) ORDER BY 1",
        [list(EXTENSIONS)],
    ).fetchall()
    return sql.SQL(", ".join(signature for (signature,) in rows))


def _is_superuser(admin: psycopg.Connection) -> bool:
    row = admin.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
    return bool(row and row[0])
