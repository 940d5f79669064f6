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
    # Relay and beat work across unions, on the columns of PLATFORM_COLUMNS alone.
    ("unions_receipt", "platform"): ("ALL", False, "true", "true"),
}

# Tables with a union that carry no plain tenant policy set; the directory is the only one.
DIRECTORY_TABLES = frozenset({"unions_directory"})

# Tenant tables whose rows have no id of their own: their key is (union, …).
TABLES_WITHOUT_ID: frozenset[str] = frozenset(
    {
        "commonpurse_accountbalance",
        "commonpurse_accountmonth",
        "commonpurse_periodclose",
        "commonpurse_posting",
        "commonpurse_seal",
    }
)

# Append-only tables and exactly what the app may do with them.
APP_GRANTS: dict[str, frozenset[str]] = {
    "unions_unionpolicy": frozenset({"SELECT", "INSERT"}),
    "unions_auditevent": frozenset({"SELECT", "INSERT"}),
    "unions_announcement": frozenset({"SELECT", "INSERT", "DELETE"}),
    # The books are written by the ledger's functions only; units and funds are plain rows.
    "commonpurse_unit": frozenset({"SELECT", "INSERT"}),
    "commonpurse_fund": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "commonpurse_account": frozenset({"SELECT"}),
    "commonpurse_accountbalance": frozenset({"SELECT"}),
    "commonpurse_accountmonth": frozenset({"SELECT"}),
    "commonpurse_journalentry": frozenset({"SELECT"}),
    "commonpurse_periodclose": frozenset({"SELECT"}),
    "commonpurse_posting": frozenset({"SELECT"}),
    "commonpurse_seal": frozenset({"SELECT"}),
    "commonpurse_anchor": frozenset({"SELECT"}),
    "commonpurse_verification": frozenset({"SELECT", "INSERT"}),
    # Money on its way is never deleted: it is refused, withdrawn or released.
    "commonpurse_payment": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "commonpurse_setaside": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "commonpurse_incomingpayment": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "commonpurse_pledge": frozenset({"SELECT", "INSERT", "UPDATE"}),
    # What someone gave is reversed, never changed; a sighting is granted by column.
    "provisioning_contribution": frozenset({"SELECT", "INSERT"}),
    # A thing is retired and a booking cancelled; both stay on record.
    "provisioning_sharedgood": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "provisioning_booking": frozenset({"SELECT", "INSERT", "UPDATE"}),
    # Needs and rounds are withdrawn or stopped, never deleted; lines and objections are granted
    # by column, so that what was proposed and said stays.
    "provisioning_need": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "provisioning_allocationround": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "provisioning_allocationline": frozenset({"SELECT", "INSERT"}),
    "provisioning_roundapproval": frozenset({"SELECT", "INSERT"}),
    "provisioning_roundobjection": frozenset({"SELECT", "INSERT"}),
    "provisioning_fulfilment": frozenset({"SELECT", "INSERT"}),
    "provisioning_fulfilmentreversal": frozenset({"SELECT", "INSERT"}),
    # The federation's log only grows; erasure empties the bytes of a line.
    "federation_logentry": frozenset({"SELECT", "INSERT"}),
    "federation_entrybytes": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "federation_treenode": frozenset({"SELECT", "INSERT"}),
    "federation_seal": frozenset({"SELECT", "INSERT"}),
    "federation_keystatement": frozenset({"SELECT", "INSERT"}),
    "federation_peerkey": frozenset({"SELECT", "INSERT"}),
    "federation_peerevent": frozenset({"SELECT", "INSERT"}),
    # What was told or consented to is not taken back by deleting the row.
    "federation_summary": frozenset({"SELECT", "INSERT"}),
    "federation_sharingconsent": frozenset({"SELECT", "INSERT", "UPDATE"}),
}

# (table, column): what the platform role may do; the work columns and nothing that is said.
WORK_COLUMNS = [
    "id",
    "union_id",
    "cause_id",
    "receiver",
    "lane",
    "attempts",
    "sends",
    "next_at",
    "claimed_until",
    "done_at",
    "dead_at",
]
PLATFORM_COLUMNS: dict[str, frozenset[str]] = {
    "unions_receipt": frozenset(
        {f"{column}:SELECT" for column in WORK_COLUMNS}
        | {f"{column}:INSERT" for column in WORK_COLUMNS}
        | {"created_at:INSERT", "error:INSERT", "closed_because:INSERT"}
        | {"sends:UPDATE", "claimed_until:UPDATE"}
    ),
    "unions_union": frozenset({"id:SELECT", "time_zone:SELECT", "state:SELECT"}),
}
PLATFORM_TABLES: dict[str, frozenset[str]] = {
    "unions_jobslot": frozenset({"SELECT", "INSERT", "UPDATE"}),
    "unions_pulse": frozenset({"SELECT", "INSERT", "UPDATE"}),
}

# SECURITY DEFINER functions: each compares its union with app.union_id first.
DEFINER_FUNCTIONS: frozenset[str] = frozenset(
    {
        "ledger_open_account",
        "ledger_close_account",
        "ledger_post",
        "ledger_post_many",
        "ledger_close_period",
        "ledger_seal",
        "ledger_keep_anchor",
        # A deferred trigger: it may run after the scope has ended, and reads its own entry only.
        "ledger_check_entry",
    }
)

# Triggers, each with the invariant that checks again what it guards.
TRIGGERS: dict[str, str] = {
    "ledger_keep": "entries, lines and units never change: balances are the sums of their lines",
    "ledger_keep_what": "what an account is never changes: balances are the sums of their lines",
    "ledger_outside": "the functions alone move balances: balances are the sums of their lines",
    "ledger_keep_all": "the books are never emptied: account numbers have no gap",
    "ledger_entries": "a day lies in an open month: closed months stay as they are",
    "ledger_lines": "lines sum to zero and join their entry at once: entries balance",
    "ledger_entry": "an entry has lines: entries balance",
    "contribution_keep": "an entry never changes: contributions are seen by a second person",
    "round_keep": "what a round was counted from never changes: frozen rounds match their sums",
    "contribution_mirror": "a reversal mirrors its entry: reversals take back what was given",
}

# Unique keys and indexes of tenant tables that may start with another column.
OTHER_INDEXES: dict[str, str] = {
    "directory_one_home": "one home per user, over all unions",
    "directory_user": "read by user before any union is known",
    "receipt_due": "read by the relay over all unions, soonest first",
}
