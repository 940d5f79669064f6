"""Gives the app its rights: the log only grows, tenant rows stay in their union."""

from django.db import migrations

from unions.tenancy.operations import GrantInstanceTable, ProtectTenantTable

APPEND_ONLY = "SELECT, INSERT"


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("federation", "0004_tell_sums")]
    operations = [
        GrantInstanceTable("OutboxLine", grants="SELECT, INSERT, DELETE"),
        GrantInstanceTable("LogEntry", grants=APPEND_ONLY),
        # Erasure empties the bytes of a line; the tree stays.
        GrantInstanceTable("EntryBytes", grants="SELECT, INSERT, UPDATE"),
        GrantInstanceTable("TreeNode", grants=APPEND_ONLY),
        GrantInstanceTable("Seal", grants=APPEND_ONLY),
        GrantInstanceTable("KeyStatement", grants=APPEND_ONLY),
        GrantInstanceTable("Peer", grants="SELECT, INSERT, UPDATE"),
        GrantInstanceTable("PeerKey", grants=APPEND_ONLY),
        GrantInstanceTable("PeerEvent", grants=APPEND_ONLY),
        GrantInstanceTable("Agreement", grants="SELECT, INSERT, UPDATE"),
        ProtectTenantTable("SharingConsent", grants="SELECT, INSERT, UPDATE"),
        GrantInstanceTable("FollowerCursor", grants="SELECT, INSERT, UPDATE"),
        GrantInstanceTable("StagedLine", grants="SELECT, INSERT, DELETE"),
        GrantInstanceTable("ReceivedEntry", grants="SELECT, INSERT, UPDATE"),
        GrantInstanceTable("ReceivedState"),
        ProtectTenantTable("Summary", grants=APPEND_ONLY),
    ]
