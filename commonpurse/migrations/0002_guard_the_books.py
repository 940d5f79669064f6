"""Puts the walls around the books, and the functions that alone may write into them."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from unions.tenancy.operations import ProtectTenantTable

SQL = Path(__file__).parent / "sql"


def statements(name: str) -> str:
    """The text of an SQL file, with the application's role put in."""
    return (SQL / f"{name}.sql").read_text().replace("{app}", f'"{settings.APP_ROLE}"')


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
        migrations.RunSQL(statements("ledger_guards"), statements("ledger_guards_drop")),
        migrations.RunSQL(statements("ledger_functions"), statements("ledger_functions_drop")),
    ]
