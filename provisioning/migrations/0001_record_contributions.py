"""The table of contributions."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import unions.tenancy.ids
import unions.tenancy.rows


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("unions", "0002_protect_unions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contribution",
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
                ("client_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("work", "Work"),
                            ("care", "Care"),
                            ("goods", "Goods"),
                            ("knowledge", "Knowledge"),
                            ("space", "Space"),
                        ],
                        max_length=10,
                    ),
                ),
                ("quantity", models.BigIntegerField()),
                ("unit", models.CharField(max_length=8)),
                ("given_on", models.DateField()),
                ("what", models.CharField(max_length=80)),
                ("logged_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "logged_by",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.membership",
                    ),
                ),
                (
                    "person",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="unions.person",
                    ),
                ),
                (
                    "reverses",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="provisioning.contribution",
                    ),
                ),
                (
                    "seen_by",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
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
                "indexes": [
                    models.Index(
                        fields=["union", "person", "given_on"], name="contribution_by_person"
                    ),
                    models.Index(fields=["union", "given_on"], name="contribution_by_day"),
                    models.Index(
                        condition=models.Q(("reverses", None), ("seen_by", None)),
                        fields=["union", "logged_at"],
                        name="contribution_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "client_id"), name="contribution_sent_once"
                    ),
                    models.UniqueConstraint(
                        fields=("union", "reverses"), name="contribution_reversed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["work", "care"]), ("unit", "min")),
                            models.Q(("kind", "goods"), ("unit__in", ["g", "piece"])),
                            models.Q(("kind", "knowledge"), ("unit__in", ["session", "guide"])),
                            models.Q(("kind", "space"), ("unit", "night")),
                            _connector="OR",
                        ),
                        name="contribution_unit_of_its_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quantity__gt", 0), ("reverses", None)),
                            models.Q(("quantity__lt", 0), ("reverses__isnull", False)),
                            _connector="OR",
                        ),
                        name="contribution_only_reversals_take_back",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit", "min"), _negated=True),
                            ("quantity__range", (-1440, 1440)),
                            _connector="OR",
                        ),
                        name="contribution_fits_into_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at", None), ("seen_by", None)),
                            models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="contribution_seen_by_someone_at_some_time",
                    ),
                ],
            },
        ),
    ]
