"""Puts the walls around contributions: added to, seen once, never changed."""

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable, run_sql


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("provisioning", "0001_record_contributions")]
    operations = [
        ProtectTenantTable("Contribution", grants="SELECT, INSERT, UPDATE (seen_by_id, seen_at)"),
        run_sql(__file__, "contribution_guards"),
    ]
