"""Puts the walls around needs and rounds: what was frozen, proposed or received stays."""

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable, run_sql


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("provisioning", "0003_needs_and_rounds")]
    operations = [
        ProtectTenantTable("Need", grants="SELECT, INSERT, UPDATE"),
        ProtectTenantTable("NeedCover"),
        ProtectTenantTable("AllocationRound", grants="SELECT, INSERT, UPDATE"),
        ProtectTenantTable(
            "AllocationLine", grants="SELECT, INSERT, UPDATE (carried_out, payment_id)"
        ),
        ProtectTenantTable("RoundApproval", grants="SELECT, INSERT"),
        ProtectTenantTable(
            "RoundObjection",
            grants="SELECT, INSERT, UPDATE (answer, answered_by_id, answered_at)",
        ),
        ProtectTenantTable("Fulfilment", grants="SELECT, INSERT"),
        run_sql(__file__, "round_guards"),
    ]
