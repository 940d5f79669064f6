"""The tables that belong to the instance and not to a union; the catalogue test reads this."""

FRAMEWORK = frozenset(
    {
        "django_migrations",
        "django_content_type",
        "django_session",
        "django_admin_log",
        "auth_permission",
        "auth_group",
        "auth_group_permissions",
        "unions_user_groups",
        "unions_user_user_permissions",
        "account_emailaddress",
        "account_emailconfirmation",
        "mfa_authenticator",
        "usersessions_usersession",
    }
)
OWN = frozenset(
    {
        "unions_user",
        "unions_region",
        "unions_union",
        "unions_api_token",
        "unions_jobslot",
        "unions_pulse",
    }
)
FEDERATION = frozenset(
    f"federation_{table}"
    for table in (
        "agreement",
        "entrybytes",
        "followercursor",
        "keystatement",
        "logentry",
        "outboxline",
        "peer",
        "peerevent",
        "peerkey",
        "receivedentry",
        "receivedstate",
        "seal",
        "stagedline",
        "treenode",
    )
)
# In which cluster the books of all unions live.
BOOKS = frozenset({"commonpurse_epoch"})
# The directory carries a union, but is read by user: it has policies of its own.
DIRECTORY = "unions_directory"
INSTANCE_TABLES = FRAMEWORK | OWN | BOOKS | FEDERATION
