"""The tables of payments, set-asides and pledges."""

import django.db.models.deletion
from django.db import migrations, models

import commonpurse.ledger.rules.ways
import commonpurse.pledges.rules.receipts
import commonpurse.spending.rules.approvals
import unions.tenancy.ids
import unions.tenancy.rows


class Migration(migrations.Migration):
    dependencies = [
        ("commonpurse", "0002_guard_the_books"),
        ("unions", "0002_protect_unions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Payment",
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
                ("client_id", models.UUIDField(null=True)),
                ("source_kind", models.CharField(blank=True, max_length=40)),
                ("source_id", models.UUIDField(null=True)),
                ("need_kind", models.CharField(blank=True, max_length=40)),
                ("need_id", models.UUIDField(null=True)),
                ("payee_words", models.CharField(blank=True, max_length=120)),
                ("words", models.CharField(blank=True, max_length=120)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("two_keys_minor", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        default=commonpurse.spending.rules.approvals.PaymentState["REQUESTED"],
                        max_length=14,
                    ),
                ),
                ("first_at", models.DateTimeField(null=True)),
                ("second_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("refused_why", models.CharField(blank=True, max_length=120)),
                ("paid_on", models.DateField(null=True)),
                ("way", models.CharField(blank=True, max_length=4)),
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
                    "first_by",
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
                    "paid_by",
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
                    "payee",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.person",
                    ),
                ),
                (
                    "refused_by",
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
                    "requested_by",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.membership",
                    ),
                ),
                (
                    "second_by",
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
                    models.Index(fields=["union", "state", "id"], name="payment_by_state"),
                    models.Index(fields=["union", "need_id"], name="payment_by_need"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "client_id"), name="payment_sent_once"
                    ),
                    models.UniqueConstraint(
                        fields=("union", "source_kind", "source_id", "need_id"),
                        name="payment_once_per_source_and_need",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="payment_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["requested", "approved_once", "approved", "paid", "refused"],
                            )
                        ),
                        name="payment_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_by", models.F("second_by")), _negated=True),
                        name="payment_two_keepers_differ",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["requested", "refused"]),
                            models.Q(
                                ("first_by__isnull", False),
                                ("second_by", None),
                                ("state", "approved_once"),
                            ),
                            models.Q(
                                models.Q(
                                    ("amount_minor__lte", models.F("two_keys_minor")),
                                    ("second_by__isnull", False),
                                    _connector="OR",
                                ),
                                ("first_by__isnull", False),
                                ("state__in", ["approved", "paid"]),
                            ),
                            _connector="OR",
                        ),
                        name="payment_approved_by_enough",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entry__isnull", False),
                                ("paid_on__isnull", False),
                                ("state", "paid"),
                                ("way__in", commonpurse.ledger.rules.ways.Way),
                            ),
                            models.Q(models.Q(("state", "paid"), _negated=True), ("entry", None)),
                            _connector="OR",
                        ),
                        name="payment_paid_is_posted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
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
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("promised_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        default=commonpurse.pledges.rules.receipts.PledgeState["PROMISED"],
                        max_length=9,
                    ),
                ),
                ("received_on", models.DateField(null=True)),
                ("way", models.CharField(blank=True, max_length=4)),
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
                    "giver",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.person",
                    ),
                ),
                (
                    "received_by",
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
                    models.Index(fields=["union", "giver", "promised_on"], name="pledge_by_giver"),
                    models.Index(fields=["union", "state", "id"], name="pledge_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "client_id"), name="pledge_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="pledge_amount_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["promised", "received", "withdrawn"])),
                        name="pledge_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("entry__isnull", False),
                                ("received_by__isnull", False),
                                ("received_on__isnull", False),
                                ("state", "received"),
                                ("way__in", commonpurse.ledger.rules.ways.Way),
                            ),
                            models.Q(
                                models.Q(("state", "received"), _negated=True), ("entry", None)
                            ),
                            _connector="OR",
                        ),
                        name="pledge_received_is_posted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
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
                ("need_kind", models.CharField(max_length=40)),
                ("need_id", models.UUIDField()),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
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
                        fields=("union", "need_kind", "need_id", "currency"), name="set_aside_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gte", 0)), name="set_aside_not_negative"
                    ),
                ],
            },
        ),
    ]
