"""What was only said to be received is taken back, by a row of its own.

Taken back itself, it forgets them: what did not arrive would count as received again.
"""

import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.ids
import unions.tenancy.rows
from unions.tenancy.operations import ProtectTenantTable


class Migration(migrations.Migration):
    dependencies = [
        ("provisioning", "0007_rounds_keep_their_moments"),
        ("unions", "0004_protect_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="FulfilmentReversal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=unions.tenancy.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("undone_on", models.DateField()),
                (
                    "fulfilment",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="provisioning.fulfilment",
                    ),
                ),
                (
                    "union",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.union",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "fulfilment"), name="fulfilment_reversed_once"
                    )
                ],
            },
        ),
        ProtectTenantTable("FulfilmentReversal", grants="SELECT, INSERT"),
    ]
