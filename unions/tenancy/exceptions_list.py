"""What the catalogue may hold beyond the plain tenant table, each with its reason.

A row here is a decision: the catalogue check fails on everything that is not listed.
"""

# (table, policy): (command, restrictive, USING, WITH CHECK) as PostgreSQL prints them.
EXTRA_POLICIES: dict[tuple[str, str], tuple[str, bool, str | None, str | None]] = {
    # The directory is read by user before any union is known.
    ("unions_directory", "own"): (
        "SELECT",
        False,
        "(user_id = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid)",
        None,
    ),
}

# Tables with a union that carry no plain tenant policy set; the directory is the only one.
DIRECTORY_TABLES = frozenset({"unions_directory"})

# Tenant tables whose rows have no id of their own: their key is (union, …).
TABLES_WITHOUT_ID: frozenset[str] = frozenset()

# Append-only tables and exactly what the app may do with them.
APP_GRANTS: dict[str, frozenset[str]] = {
    "unions_unionpolicy": frozenset({"SELECT", "INSERT"}),
    "unions_auditevent": frozenset({"SELECT", "INSERT"}),
}

# (table, column): what the platform role may do; the work columns and nothing that is said.
PLATFORM_COLUMNS: dict[str, frozenset[str]] = {}
PLATFORM_TABLES: dict[str, frozenset[str]] = {}

# SECURITY DEFINER functions: each compares its union with app.union_id first.
DEFINER_FUNCTIONS: frozenset[str] = frozenset()

# Triggers, each with the invariant that checks again what it guards.
TRIGGERS: dict[str, str] = {}

# Unique keys and indexes of tenant tables that may start with another column.
OTHER_INDEXES: dict[str, str] = {
    "directory_one_home": "one home per user, over all unions",
    "directory_user": "read by user before any union is known",
}
