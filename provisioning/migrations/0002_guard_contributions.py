"""Puts the walls around contributions: added to, seen once, never changed."""

from pathlib import Path

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("provisioning", "0001_record_contributions")]
    operations = [
        ProtectTenantTable("Contribution", grants="SELECT, INSERT, UPDATE (seen_by_id, seen_at)"),
        migrations.RunSQL(
            (SQL / "contribution_guards.sql").read_text(),
            (SQL / "contribution_guards_drop.sql").read_text(),
        ),
    ]
