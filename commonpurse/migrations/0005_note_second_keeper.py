"""Who stood by an entry beside the one who posted it."""

import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.rows
from unions.tenancy.operations import ProtectTenantKey


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [
        ("commonpurse", "0004_protect_payments"),
        ("unions", "0002_protect_unions"),
    ]
    operations = [
        migrations.AddField(
            model_name="entrynote",
            name="also_by",
            field=unions.tenancy.rows.TenantKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="unions.membership",
            ),
        ),
        migrations.AlterField(
            model_name="entrynote",
            name="words",
            field=models.CharField(blank=True, max_length=200),
        ),
        ProtectTenantKey("EntryNote", "also_by"),
    ]
