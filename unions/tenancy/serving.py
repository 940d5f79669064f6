"""Refuses to serve with rights that serving does not need.

Row-level security binds neither superusers nor owners: a process that logs in as one of them would
show every union's rows, and nothing else would say so.
"""

import logging
import sys
from collections.abc import Iterator

from django.db import OperationalError, connection

log = logging.getLogger("onecloak.tenancy")
# EX_CONFIG of sysexits.h: what started us should not simply try again.
EXIT_CODE = 78

ROLES = """SELECT r.rolname,
r.rolsuper OR r.rolbypassrls,
EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
  AND c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'MEMBER')),
EXISTS (SELECT 1 FROM pg_roles s WHERE (s.rolsuper OR s.rolbypassrls) AND s.oid <> r.oid
  AND pg_has_role(r.oid, s.oid, 'MEMBER')),
has_schema_privilege(r.oid, 'public', 'CREATE')
FROM pg_roles r WHERE r.rolname IN (current_user, session_user)"""
BARE_TABLES = """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
AND a.attname = 'union_id' AND NOT a.attisdropped AND NOT c.relrowsecurity"""


def reasons() -> Iterator[str]:
    """Why this process must not serve, in words; nothing when it may. Raises OperationalError."""
    with connection.cursor() as cursor:
        cursor.execute(ROLES)
        for name, strong, owns, may_become_strong, creates in cursor.fetchall():
            if strong or may_become_strong:
                yield f"the database role {name} is not bound by row-level security"
            elif owns:
                yield f"the database role {name} owns tables"
            elif creates:
                yield f"the database role {name} may create tables"
        cursor.execute(BARE_TABLES)
        for (table,) in cursor.fetchall():
            yield f"the table {table} has no row-level security"


def refuse_strong_role() -> None:
    """End the process with one sentence and code 78 unless it has the rights of serving alone.

    A database that is away is no reason to end: whoever waits for it asks again later.
    """
    try:
        found = next(reasons(), None)
    except OperationalError:
        log.warning("The database is away; the role was not checked.")
        return
    finally:
        connection.close()
    if found is not None:
        sys.stderr.write(
            f"This process does not start: {found}. "
            "Give it the address of the application's role; `manage.py setup_roles` makes it.\n"
        )
        raise SystemExit(EXIT_CODE)
