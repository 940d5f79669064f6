"""The tables of needs, rounds and what was received."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import unions.tenancy.ids
import unions.tenancy.rows


class Migration(migrations.Migration):
    dependencies = [
        ("provisioning", "0002_guard_contributions"),
        ("unions", "0004_protect_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="AllocationRound",
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
                ("title", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("collecting", "Collecting"),
                            ("frozen", "Closed for counting"),
                            ("proposed", "Proposed"),
                            ("decided", "Decided"),
                            ("carried_out", "Handed out"),
                            ("closed", "Closed"),
                            ("stopped", "Stopped"),
                        ],
                        default="collecting",
                        max_length=12,
                    ),
                ),
                ("seed", models.CharField(max_length=100)),
                ("currency", models.CharField(max_length=3)),
                ("policy_snapshot", models.JSONField(null=True)),
                ("purse_minor", models.BigIntegerField(null=True)),
                ("frozen_input", models.JSONField(null=True)),
                ("frozen_checksum", models.CharField(blank=True, max_length=64)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("proposal", models.JSONField(null=True)),
                ("objections_until_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("carried_out_at", models.DateTimeField(null=True)),
                ("stopped_why", models.CharField(blank=True, max_length=200)),
                (
                    "opened_by",
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
                "indexes": [models.Index(fields=["union", "state", "id"], name="round_by_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "client_id"), name="round_sent_once"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["collecting", "frozen", "proposed", "decided"])
                        ),
                        fields=("union",),
                        name="round_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "collecting",
                                    "frozen",
                                    "proposed",
                                    "decided",
                                    "carried_out",
                                    "closed",
                                    "stopped",
                                ],
                            )
                        ),
                        name="round_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["collecting", "stopped"]),
                            models.Q(
                                ("frozen_at__isnull", False),
                                ("frozen_input__isnull", False),
                                ("policy_snapshot__isnull", False),
                                ("purse_minor__gte", 0),
                                models.Q(("frozen_checksum", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="round_counted_is_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["collecting", "frozen", "stopped"]),
                            ("proposal__isnull", False),
                            _connector="OR",
                        ),
                        name="round_proposed_has_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["decided", "carried_out", "closed"]), _negated=True
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("objections_until_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="round_decided_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["carried_out", "closed"]), _negated=True),
                            ("carried_out_at__isnull", False),
                            _connector="OR",
                        ),
                        name="round_given_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AllocationLine",
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
                ("tier", models.CharField(max_length=10)),
                ("place", models.PositiveIntegerField()),
                ("amount_minor", models.BigIntegerField()),
                ("held_minor", models.BigIntegerField(default=0)),
                ("share_minor", models.BigIntegerField()),
                ("grant_minor", models.BigIntegerField()),
                ("set_aside_minor", models.BigIntegerField(default=0)),
                ("reason", models.CharField(max_length=12)),
                ("also", models.JSONField(default=list)),
                ("reason_params", models.JSONField(default=dict)),
                ("parts", models.JSONField(default=dict)),
                ("carried_out", models.BooleanField(null=True)),
                ("payment_id", models.UUIDField(null=True)),
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
                (
                    "round",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="provisioning.allocationround",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "payment_id"), name="line_one_per_payment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_minor__gt", 0),
                            ("grant_minor__gte", 0),
                            ("grant_minor__lte", models.F("amount_minor")),
                            ("held_minor__gte", 0),
                            ("set_aside_minor__gte", 0),
                            ("share_minor__gte", 0),
                            (
                                "share_minor",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("grant_minor"), "+", models.F("set_aside_minor")
                                    ),
                                    "-",
                                    models.F("held_minor"),
                                ),
                            ),
                        ),
                        name="line_amounts_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("grant_minor", 0), ("set_aside_minor", 0), _connector="OR"
                        ),
                        name="line_grant_or_set_aside",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("payment_id", None),
                            models.Q(("carried_out__isnull", False), ("grant_minor__gt", 0)),
                            _connector="OR",
                        ),
                        name="line_paid_was_granted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ["survival", "health", "livelihood", "comfort"])
                        ),
                        name="line_tier_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["MET", "SET_ASIDE", "NOT_REACHED", "CAPPED", "LEVEL"])
                        ),
                        name="line_reason_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                ("category", models.CharField(max_length=10)),
                ("title_sealed", models.BinaryField(default=bytes)),
                ("words_sealed", models.BinaryField(default=bytes)),
                ("question_sealed", models.BinaryField(default=bytes)),
                ("answer_sealed", models.BinaryField(default=bytes)),
                (
                    "visible_to",
                    models.CharField(
                        choices=[("care_circle", "The care circle"), ("union", "Also the board")],
                        default="care_circle",
                        max_length=12,
                    ),
                ),
                ("named", models.BooleanField(default=False)),
                ("in_kind_ok", models.BooleanField(default=True)),
                ("tier", models.CharField(blank=True, max_length=10)),
                ("currency", models.CharField(max_length=3)),
                ("amount_minor", models.BigIntegerField()),
                ("minimum_minor", models.BigIntegerField(default=0)),
                ("granted_minor", models.BigIntegerField(default=0)),
                ("met_minor", models.BigIntegerField(default=0)),
                ("own_order", models.IntegerField(default=0)),
                ("by_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("returned", "Question for you"),
                            ("accepted", "Accepted"),
                            ("partly_met", "Partly met"),
                            ("met", "Met"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "claimant",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="unions.person",
                    ),
                ),
                (
                    "kept_from",
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
                    models.Index(fields=["union", "state", "asked_at"], name="need_by_state"),
                    models.Index(fields=["union", "claimant", "asked_at"], name="need_by_claimant"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "client_id"), name="need_sent_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["asked", "returned", "accepted", "partly_met", "met", "withdrawn"],
                            )
                        ),
                        name="need_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tier__in", ["", "survival", "health", "livelihood", "comfort"])
                        ),
                        name="need_tier_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["asked", "returned", "withdrawn"]),
                            models.Q(("tier", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="need_accepted_has_tier",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category__in", ["food", "home", "health", "work", "travel", "other"])
                        ),
                        name="need_category_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("visible_to__in", ["care_circle", "union"])),
                        name="need_audience_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_minor__gt", 0),
                            ("minimum_minor__gte", 0),
                            ("minimum_minor__lte", models.F("amount_minor")),
                            ("met_minor__gte", 0),
                            ("met_minor__lte", models.F("granted_minor")),
                            ("granted_minor__lte", models.F("amount_minor")),
                        ),
                        name="need_amounts_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "met"), _negated=True),
                            ("met_minor", models.F("amount_minor")),
                            _connector="OR",
                        ),
                        name="need_met_is_met_in_full",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fulfilment",
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
                ("payment_id", models.UUIDField()),
                ("amount_minor", models.BigIntegerField()),
                ("received_on", models.DateField()),
                (
                    "line",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfilments",
                        to="provisioning.allocationline",
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
                (
                    "need",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fulfilments",
                        to="provisioning.need",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["union", "need"], name="fulfilment_by_need"),
                    models.Index(fields=["union", "received_on"], name="fulfilment_by_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "payment_id"), name="fulfilment_once"),
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="fulfilment_positive"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="allocationline",
            name="need",
            field=unions.tenancy.rows.TenantKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="provisioning.need",
            ),
        ),
        migrations.CreateModel(
            name="NeedCover",
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
                ("assented_at", models.DateTimeField(null=True)),
                (
                    "need",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="covers",
                        to="provisioning.need",
                    ),
                ),
                (
                    "person",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_covers",
                        to="unions.person",
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
                "indexes": [models.Index(fields=["union", "person"], name="need_cover_by_person")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "need", "person"), name="need_cover_once_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundApproval",
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
                (
                    "member",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.membership",
                    ),
                ),
                (
                    "round",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="provisioning.allocationround",
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
                        fields=("union", "round", "member"), name="round_approval_once_per_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundObjection",
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
                ("reason", models.CharField(max_length=500)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
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
                    "member",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.membership",
                    ),
                ),
                (
                    "round",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="provisioning.allocationround",
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
                "indexes": [models.Index(fields=["union", "round"], name="objection_by_round")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "client_id"), name="objection_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="objection_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_answer_whole",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="allocationline",
            index=models.Index(fields=["union", "need"], name="line_by_need"),
        ),
        migrations.AddConstraint(
            model_name="allocationline",
            constraint=models.UniqueConstraint(
                fields=("union", "round", "need"), name="line_once_per_round_and_need"
            ),
        ),
    ]
