"""Puts the walls around the courier's tables; relay and beat see work, never what is said."""

from django.conf import settings
from django.db import migrations

from unions.tenancy.operations import GrantInstanceTable, ProtectTenantTable

PLATFORM = settings.PLATFORM_ROLE
WORK = "id, union_id, cause_id, receiver, lane, attempts, sends, next_at, claimed_until, done_at"
NEW = f"{WORK}, dead_at, error, closed_because, created_at"

FORWARDS = f"""
CREATE POLICY platform ON unions_receipt FOR ALL TO "{PLATFORM}" USING (true) WITH CHECK (true);
GRANT SELECT ({WORK}, dead_at), INSERT ({NEW}), UPDATE (sends, claimed_until)
  ON unions_receipt TO "{PLATFORM}";
GRANT SELECT, INSERT, UPDATE ON unions_jobslot, unions_pulse TO "{PLATFORM}";
GRANT SELECT (id, time_zone, state) ON unions_union TO "{PLATFORM}";
"""
BACKWARDS = f"""
REVOKE SELECT (id, time_zone, state) ON unions_union FROM "{PLATFORM}";
REVOKE ALL ON unions_jobslot, unions_pulse FROM "{PLATFORM}";
REVOKE SELECT ({WORK}, dead_at), INSERT ({NEW}), UPDATE (sends, claimed_until)
  ON unions_receipt FROM "{PLATFORM}";
DROP POLICY platform ON unions_receipt;
"""  # noqa: S608 - role names from settings, no input


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("unions", "0003_carry_work")]
    operations = [
        ProtectTenantTable("Announcement", grants="SELECT, INSERT, DELETE"),
        ProtectTenantTable("Receipt"),
        GrantInstanceTable("JobSlot"),
        GrantInstanceTable("Pulse"),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]
