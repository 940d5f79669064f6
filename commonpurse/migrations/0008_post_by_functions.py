"""The functions that alone may post, count the months and close them."""

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

    dependencies = [("commonpurse", "0007_count_by_month")]
    operations = [
        ProtectTenantTable("AccountMonth", grants="SELECT"),
        ProtectTenantTable("PeriodClose", grants="SELECT"),
        migrations.RunSQL(statements("ledger_posting"), statements("ledger_posting_drop")),
    ]
