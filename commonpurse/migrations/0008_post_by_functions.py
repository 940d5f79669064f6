"""The functions that alone may post, count the months and close them."""

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable, run_sql


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("commonpurse", "0007_count_by_month")]
    operations = [
        ProtectTenantTable("AccountMonth", grants="SELECT"),
        ProtectTenantTable("PeriodClose", grants="SELECT"),
        run_sql(__file__, "ledger_posting"),
    ]
