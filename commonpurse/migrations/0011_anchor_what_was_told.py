"""An anchor holds the hash that its holder was told, and the longest origin fits."""

from django.db import migrations, models

from unions.tenancy.operations import run_sql


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [("commonpurse", "0010_protect_seals")]
    operations = [
        migrations.AlterField(
            model_name="anchor",
            name="holder",
            field=models.CharField(max_length=300),
        ),
        run_sql(__file__, "ledger_anchors"),
    ]
