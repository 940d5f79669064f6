"""What a union has told of a period."""

import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.ids


class Migration(migrations.Migration):
    dependencies = [
        ("federation", "0003_follow_logs"),
        ("unions", "0002_protect_unions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Summary",
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
                ("period", models.CharField(max_length=8)),
                ("rev", models.PositiveIntegerField()),
                ("body", models.JSONField()),
                ("outbox_id", models.UUIDField()),
                ("counted_at", models.DateTimeField()),
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
                        fields=("union", "period", "rev"), name="summary_period_rev_unique"
                    )
                ],
            },
        ),
    ]
