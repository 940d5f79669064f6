"""Walls around the seals, and the functions that alone write them."""

from django.db import migrations

from unions.tenancy.operations import GrantInstanceTable, ProtectTenantTable, run_sql


class Migration(migrations.Migration):
    """The first epoch is marked; no other data is touched."""

    dependencies = [("commonpurse", "0009_seal_the_books")]
    operations = [
        GrantInstanceTable("Epoch", grants="SELECT"),
        ProtectTenantTable("Seal", grants="SELECT"),
        ProtectTenantTable("Anchor", grants="SELECT"),
        ProtectTenantTable("Verification", grants="SELECT, INSERT"),
        run_sql(__file__, "ledger_seals"),
    ]
