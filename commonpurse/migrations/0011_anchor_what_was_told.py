"""An anchor holds the hash that its holder was told, and the longest origin fits."""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).parent / "sql"


def statements(name: str) -> str:
    """The text of an SQL file, with the application's role put in."""
    return (SQL / f"{name}.sql").read_text().replace("{app}", f'"{settings.APP_ROLE}"')


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("commonpurse", "0010_protect_seals")]
    operations = [
        migrations.AlterField(
            model_name="anchor",
            name="holder",
            field=models.CharField(max_length=300),
        ),
        migrations.RunSQL(statements("ledger_anchors"), statements("ledger_anchors_drop")),
    ]
