"""Sums by month, closed months, and a mark on closed accounts."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import unions.tenancy.rows


class Migration(migrations.Migration):
    dependencies = [
        ("commonpurse", "0006_list_states"),
        ("unions", "0004_protect_work"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountbalance",
            name="closed",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="AccountMonth",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "union_id",
                        "account_id",
                        "month",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("month", models.DateField()),
                ("added", models.BigIntegerField()),
                ("taken", models.BigIntegerField()),
                ("came_in", models.BigIntegerField()),
                ("went_out", models.BigIntegerField()),
                ("count", models.BigIntegerField()),
                (
                    "account",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="months",
                        to="commonpurse.account",
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
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="account_month_is_first"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PeriodClose",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "union_id",
                        "month",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("month", models.DateField()),
                (
                    "closed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "closed_by",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.membership",
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
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="period_close_is_first"
                    )
                ],
            },
        ),
    ]
