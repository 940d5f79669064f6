"""The table of money that programs tell."""

import django.db.models.deletion
from django.db import migrations, models

import commonpurse.intake.rules.incoming
import commonpurse.ledger.rules.ways
import unions.tenancy.ids
import unions.tenancy.rows


class Migration(migrations.Migration):
    dependencies = [
        ("commonpurse", "0011_anchor_what_was_told"),
        ("unions", "0004_protect_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingPayment",
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
                ("key", models.CharField(max_length=100)),
                ("sending", models.CharField(max_length=100)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("way", models.CharField(max_length=4)),
                ("received_on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("entered", "entered"),
                            ("refused", "refused"),
                            ("put_aside", "put_aside"),
                        ],
                        default=commonpurse.intake.rules.incoming.IncomingState["WAITING"],
                        max_length=9,
                    ),
                ),
                ("obstacle", models.CharField(blank=True, max_length=20)),
                ("put_aside_at", models.DateTimeField(null=True)),
                ("put_aside_why", models.CharField(blank=True, max_length=120)),
                (
                    "entry",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commonpurse.journalentry",
                    ),
                ),
                (
                    "put_aside_by",
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
                    "told_by",
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
                "indexes": [
                    models.Index(fields=["union", "state", "id"], name="incoming_by_state"),
                    models.Index(
                        fields=["union", "told_by", "sending"], name="incoming_by_sending"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "key"), name="incoming_told_once"),
                    models.UniqueConstraint(
                        fields=("union", "entry"), name="incoming_entered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="incoming_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", commonpurse.ledger.rules.ways.Way)),
                        name="incoming_way_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry", None), ("obstacle", ""), ("state", "waiting")),
                            models.Q(
                                ("entry__isnull", False),
                                ("obstacle", ""),
                                ("state", "entered"),
                                ("words", ""),
                            ),
                            models.Q(
                                ("entry", None),
                                ("obstacle__in", commonpurse.intake.rules.incoming.Obstacle),
                                ("state", "refused"),
                            ),
                            models.Q(
                                ("entry", None),
                                ("obstacle__in", commonpurse.intake.rules.incoming.Obstacle),
                                ("state", "put_aside"),
                            ),
                            _connector="OR",
                        ),
                        name="incoming_state_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("put_aside_at__isnull", False),
                                ("put_aside_by__isnull", False),
                                ("state", "put_aside"),
                                models.Q(("put_aside_why", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "put_aside"), _negated=True),
                                ("put_aside_at", None),
                                ("put_aside_by", None),
                                ("put_aside_why", ""),
                            ),
                            _connector="OR",
                        ),
                        name="incoming_put_aside_with_reason",
                    ),
                ],
            },
        ),
    ]
