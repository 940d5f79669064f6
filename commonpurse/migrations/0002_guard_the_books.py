"""Puts the walls around the books, and the functions that alone may write into them."""

from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable, run_sql


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("commonpurse", "0001_open_the_books")]
    operations = [
        ProtectTenantTable("Unit", grants="SELECT, INSERT"),
        ProtectTenantTable("Fund", grants="SELECT, INSERT, UPDATE"),
        ProtectTenantTable("Account", grants="SELECT"),
        ProtectTenantTable("AccountBalance", grants="SELECT"),
        ProtectTenantTable("JournalEntry", grants="SELECT"),
        ProtectTenantTable("EntryNote"),
        ProtectTenantTable("Posting", grants="SELECT"),
        run_sql(__file__, "ledger_guards"),
        run_sql(__file__, "ledger_functions"),
    ]
