"""Walls around the seals, and the functions that alone write them."""

from pathlib import Path

from django.conf import settings
from django.db import migrations

from unions.tenancy.operations import GrantInstanceTable, ProtectTenantTable

SQL = Path(__file__).parent / "sql"


def statements(name: str) -> str:
    """The text of an SQL file, with the application's role put in."""
    return (SQL / f"{name}.sql").read_text().replace("{app}", f'"{settings.APP_ROLE}"')


class Migration(migrations.Migration):
    """The first epoch is marked; no other data is touched."""

    dependencies = [("commonpurse", "0009_seal_the_books")]
    operations = [
        GrantInstanceTable("Epoch", grants="SELECT"),
        ProtectTenantTable("Seal", grants="SELECT"),
        ProtectTenantTable("Anchor", grants="SELECT"),
        ProtectTenantTable("Verification", grants="SELECT, INSERT"),
        migrations.RunSQL(statements("ledger_seals"), statements("ledger_seals_drop")),
    ]
