"""Compares the database's own catalogue with the walls that should stand (C1 to C20).

Every function yields sentences about what is wrong; silence means that the wall stands.
"""

from collections.abc import Callable, Iterator
from typing import cast

from django.apps import apps
from django.conf import settings
from django.db import connection

from unions.tenancy import exceptions_list as known
from unions.tenancy.instance_tables import DIRECTORY, INSTANCE_TABLES
from unions.tenancy.rows import TenantManager, TenantModel

PLAIN_POLICY = "(union_id = (NULLIF(current_setting('app.union_id'::text, true), ''::text))::uuid)"
PLATFORM_POLICY = "platform"
EXTENSIONS = {"plpgsql", "btree_gist", "pg_trgm"}
FULL = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
Row = tuple[object, ...]

WITH_UNION = """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
AND a.attname = 'union_id' AND NOT a.attisdropped"""
TABLES = """SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"""
POLICIES = """SELECT tablename, policyname, cmd, permissive = 'RESTRICTIVE', qual, with_check,
array_to_string(roles, ',')
FROM pg_policies WHERE schemaname = 'public'"""
UNIQUES = """SELECT t.relname, i.relname, x.indisprimary, x.indisunique,
(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum = x.indkey[0]),
x.indnatts, am.amname
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_am am ON am.oid = i.relam WHERE t.relnamespace = 'public'::regnamespace"""
KEYS = """SELECT s.relname, t.relname, c.conname, c.convalidated, c.condeferrable,
ARRAY(SELECT a.attname FROM unnest(c.conkey) WITH ORDINALITY k(n, o)
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.o)::text[],
ARRAY(SELECT a.attname FROM unnest(c.confkey) WITH ORDINALITY k(n, o)
  JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.o)::text[]
FROM pg_constraint c JOIN pg_class s ON s.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
WHERE c.contype = 'f' AND s.relnamespace = 'public'::regnamespace"""
EXCLUDES = """SELECT t.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
JOIN pg_class t ON t.oid = c.conrelid
WHERE c.contype = 'x' AND t.relnamespace = 'public'::regnamespace"""
GRANTS = """SELECT c.relname, g.privilege_type FROM pg_class c,
LATERAL aclexplode(c.relacl) g JOIN pg_roles r ON r.oid = g.grantee
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v')
AND r.rolname = %s"""
COLUMN_GRANTS = """SELECT c.relname, a.attname || ':' || g.privilege_type FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid, LATERAL aclexplode(a.attacl) g
JOIN pg_roles r ON r.oid = g.grantee
WHERE c.relnamespace = 'public'::regnamespace AND r.rolname = %s"""
ROLES = """SELECT rolname, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR
rolreplication, EXISTS (SELECT 1 FROM pg_auth_members m WHERE m.member = r.oid),
EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid),
has_schema_privilege(rolname, 'public', 'CREATE'),
has_database_privilege(rolname, current_database(), 'TEMP')
FROM pg_roles r WHERE rolname = ANY(%s)"""
PUBLIC_TABLES = """SELECT c.relname FROM pg_class c, LATERAL aclexplode(c.relacl) g
WHERE c.relnamespace = 'public'::regnamespace AND g.grantee = 0"""
FUNCTIONS = """SELECT p.proname, p.prosecdef,
coalesce(array_to_string(p.proconfig, ',') LIKE '%%search_path=%%', false),
EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
  WHERE g.grantee = 0)
FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
VIEWS = """SELECT c.relname, c.relkind,
coalesce(c.reloptions::text LIKE '%%security_invoker=%%', false)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm', 'f')"""
TRIGGERS = """SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace"""


def breaches() -> Iterator[str]:
    """All that is wrong with the walls, one sentence each, with the number of the check."""
    for check in CHECKS:
        yield from check()


def _rows(statement: str, parameters: list[str | list[str]] | None = None) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, cast("list[str]", parameters))
        return list(cursor.fetchall())


def _tenant_tables() -> set[str]:
    return {str(name) for (name,) in _rows(WITH_UNION)} - {DIRECTORY}


def check_tables() -> Iterator[str]:
    """C1 to C3: tenant or instance, never both; row-level security on and not forced."""
    with_union = {str(name) for (name,) in _rows(WITH_UNION)}
    for name, secured, forced in _rows(TABLES):
        if name in INSTANCE_TABLES and name in with_union:
            yield f"C1 {name} has a union and stands on the instance list"
        if name not in INSTANCE_TABLES and name not in with_union:
            yield f"C1 {name} has no union and is not on the instance list"
        if name in with_union and not secured:
            yield f"C3 {name} has no row-level security"
        if forced:
            yield f"C3 {name} forces row-level security upon its owner"


def check_policies() -> Iterator[str]:
    """C4 and C5: exactly the expected policies, word for word."""
    wanted = {
        (t, "tenant"): ("ALL", False, PLAIN_POLICY, PLAIN_POLICY)
        for t in _tenant_tables() | {DIRECTORY}
    } | known.EXTRA_POLICIES
    rows = _rows(POLICIES)
    found = {(str(t), str(p)): tuple(rest) for t, p, *rest, _roles in rows}
    for table, policy, *_rest, roles in rows:
        role = settings.PLATFORM_ROLE if policy == PLATFORM_POLICY else settings.APP_ROLE
        if roles != role:
            yield f"C4 the policy {policy} of {table} is for {roles} and not for {role}"
    for key in wanted.keys() - found.keys():
        yield f"C4 {key[0]} lacks the policy {key[1]}"
    for key in found.keys() - wanted.keys():
        yield f"C4 {key[0]} has the unknown policy {key[1]}"
    for key in wanted.keys() & found.keys():
        if wanted[key] != found[key]:
            yield f"C4 the policy {key[1]} of {key[0]} reads otherwise: {found[key]}"


def check_indexes() -> Iterator[str]:
    """C6, C7, C10: keys and indexes of tenant tables start with the union."""
    tables = _tenant_tables()
    has_union_id = set()
    for table, index, primary, _unique, first, columns, method in _rows(UNIQUES):
        if table not in tables or index in known.OTHER_INDEXES:
            continue
        if method == "btree" and first != "union_id" and not (primary and first == "id"):
            yield f"C10 the index {index} of {table} starts with {first}"
        if str(index).endswith("_union_id_id") and columns == 2:  # noqa: PLR2004 - (union, id)
            has_union_id.add(table)
    for table in tables - has_union_id - known.TABLES_WITHOUT_ID:
        yield f"C7 {table} lacks UNIQUE (union_id, id)"
    for table, name, definition in _rows(EXCLUDES):
        if table in tables and "union_id WITH =" not in str(definition):
            yield f"C6 the exclusion {name} of {table} forgets the union"


def check_keys() -> Iterator[str]:
    """C8 and C9: keys between tenant tables are composite; none leads into a tenant table."""
    tables = _tenant_tables()
    outside = {"unions_union", "unions_user", "unions_region"}
    for source, target, name, valid, deferrable, mine, theirs in _rows(KEYS):
        if source in tables and target in tables:
            pairs = dict(zip(_names(mine), _names(theirs), strict=True))
            if pairs.get("union_id") != "union_id" or not valid or not deferrable:
                yield f"C8 the key {name} of {source} does not hold the union together"
        elif target in tables:
            yield f"C9 the key {name} leads from {source} into {target}"
        elif source in tables and target not in outside:
            yield f"C9 the key {name} leads from {source} to {target}"


def check_functions() -> Iterator[str]:
    """C12: what runs as its owner is listed, fixed to a search path, and not for everybody."""
    for name, definer, fixed, public in _rows(FUNCTIONS):
        if definer and name not in known.DEFINER_FUNCTIONS:
            yield f"C12 the function {name} runs as its owner and is not listed"
        if definer and not fixed:
            yield f"C12 the function {name} has no fixed search path"
        if definer and public:
            yield f"C12 everybody may run {name}"


def check_objects() -> Iterator[str]:
    """C11, C13, C18: views, triggers, extensions."""
    for name, kind, invoker in _rows(VIEWS):
        if kind != "v" or not invoker:
            yield f"C11 {name} is a view that would not ask as its reader"
    for (name,) in _rows(TRIGGERS):
        if name not in known.TRIGGERS:
            yield f"C13 the trigger {name} is not listed"
    for (name,) in _rows("SELECT extname FROM pg_extension"):
        if name not in EXTENSIONS:
            yield f"C18 the extension {name} is not expected"


def check_roles() -> Iterator[str]:
    """C14 and C17: no role may do more than its work, and nobody is everybody."""
    app, platform = settings.APP_ROLE, settings.PLATFORM_ROLE
    for role, strong, member, owns, creates, temp in _rows(ROLES, [[app, platform]]):
        if strong or member or owns or creates or temp:
            yield f"C14 the role {role} may do more than its work"
    for table, held in _collect(_rows(GRANTS, [app])).items():
        if held - FULL:
            yield f"C14 {app} holds {sorted(held - FULL)} on {table}"
    for (name,) in _rows(PUBLIC_TABLES):
        yield f"C17 everybody holds something on {name}"


def check_rights() -> Iterator[str]:
    """C15 and C16: web and relay hold exactly what they need."""
    app, platform = settings.APP_ROLE, settings.PLATFORM_ROLE
    granted = _collect(_rows(GRANTS, [app]))
    for table in _tenant_tables():
        wanted = known.APP_GRANTS.get(table, FULL)
        if granted.get(table, set()) != wanted:
            yield f"C15 {app} holds {sorted(granted.get(table, set()))} on {table}"
    if _collect(_rows(GRANTS, [platform])) != {k: set(v) for k, v in known.PLATFORM_TABLES.items()}:
        yield f"C16 {platform} holds other tables than listed"
    columns = _collect(_rows(COLUMN_GRANTS, [platform]))
    if columns != {k: set(v) for k, v in known.PLATFORM_COLUMNS.items()}:
        yield f"C16 {platform} holds other columns than listed"


def check_models() -> Iterator[str]:
    """C19: a model is a TenantModel if and only if its table is a tenant table."""
    tables = _tenant_tables()
    for model in apps.get_models():
        table = model._meta.db_table
        is_tenant = issubclass(model, TenantModel)
        if table in tables and not is_tenant and table not in known.TABLES_WITHOUT_ID:
            yield f"C19 {model.__name__} is no TenantModel"
        if is_tenant and table not in tables:
            yield f"C19 {model.__name__} has no tenant table"
        if is_tenant and not isinstance(model._meta.base_manager, TenantManager):
            yield f"C19 {model.__name__} has an unscoped base manager"


def _names(columns: object) -> list[str]:
    return [str(column) for column in columns] if isinstance(columns, list) else []


def _collect(rows: list[Row]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, privilege in rows:
        found.setdefault(str(table), set()).add(str(privilege))
    return found


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (
    check_tables,
    check_policies,
    check_indexes,
    check_keys,
    check_functions,
    check_objects,
    check_roles,
    check_rights,
    check_models,
)
