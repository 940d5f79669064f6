"""The tables of the books."""

import datetime

import django.db.models.deletion
import django.db.models.functions.datetime
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
            name="Fund",
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
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=80)),
                ("purpose", models.CharField(blank=True, max_length=200)),
                ("restricted", models.BooleanField(default=False)),
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
                    models.UniqueConstraint(fields=("union", "code"), name="fund_code_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
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
                ("kind", models.CharField(max_length=12)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("closed_at", models.DateTimeField(null=True)),
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
                    "fund",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="commonpurse.fund",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "code"), name="account_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "purse",
                                    "fund",
                                    "reserve",
                                    "commitment",
                                    "set_aside",
                                    "receivable",
                                    "dues",
                                    "advance",
                                    "surplus",
                                    "external",
                                    "income",
                                    "expense",
                                    "trading",
                                ],
                            )
                        ),
                        name="account_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code", ""), _negated=True), name="account_code_given"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
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
                ("key", models.CharField(max_length=200)),
                ("request_hash", models.BinaryField(max_length=32)),
                ("kind", models.CharField(max_length=40)),
                ("memo_code", models.CharField(max_length=40)),
                ("memo_numbers", models.JSONField(default=dict)),
                ("source_kind", models.CharField(max_length=40, null=True)),
                ("source_id", models.UUIDField(null=True)),
                ("effective_on", models.DateField()),
                (
                    "posted_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("transaction_id", models.BigIntegerField()),
                ("epoch", models.PositiveSmallIntegerField(db_default=1)),
                (
                    "posted_by",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="unions.membership",
                    ),
                ),
                (
                    "reverses",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="commonpurse.journalentry",
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
                    models.Index(fields=["union", "effective_on"], name="journal_entry_by_day"),
                    models.Index(
                        condition=models.Q(("source_id__isnull", False)),
                        fields=["union", "source_id"],
                        name="journal_entry_by_source",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "key"), name="journal_entry_key_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("reverses__isnull", False)),
                        fields=("union", "reverses"),
                        name="journal_entry_reversed_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__regex", "^[a-z][a-z_]*$"),
                            ("memo_code__regex", "^[a-z][a-z_]*$"),
                            models.Q(("key", ""), _negated=True),
                        ),
                        name="journal_entry_codes_in_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source_id__isnull", True), ("source_kind__isnull", True)),
                            models.Q(("source_id__isnull", False), ("source_kind__isnull", False)),
                            _connector="OR",
                        ),
                        name="journal_entry_source_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "effective_on__range",
                                (datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)),
                            )
                        ),
                        name="journal_entry_day_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryNote",
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
                ("words", models.CharField(max_length=200)),
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
                    "entry",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="commonpurse.journalentry",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("union", "entry"), name="entry_note_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
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
                ("code", models.CharField(max_length=12)),
                ("scale", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=8)),
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
                    models.UniqueConstraint(fields=("union", "code"), name="unit_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("scale__lte", 6)), name="unit_scale_in_range"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["money", "hours", "mass", "count"])),
                        name="unit_kind_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "union_id",
                        "entry_id",
                        "account_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("account_seq", models.BigIntegerField()),
                ("balance_after", models.BigIntegerField()),
                ("effective_on", models.DateField()),
                (
                    "account",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="commonpurse.account",
                    ),
                ),
                (
                    "entry",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="commonpurse.journalentry",
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
                    "unit",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="commonpurse.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["union", "account", "effective_on"], name="posting_by_day")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "account", "account_seq"), name="posting_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="posting_amount_not_zero",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="account",
            name="unit",
            field=unions.tenancy.rows.TenantKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="commonpurse.unit",
            ),
        ),
        migrations.CreateModel(
            name="AccountBalance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "union_id",
                        "account_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("balance", models.BigIntegerField()),
                ("seq", models.BigIntegerField()),
                ("floor", models.BigIntegerField(null=True)),
                ("hot", models.BooleanField()),
                (
                    "account",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
                        condition=models.Q(
                            ("floor__isnull", True),
                            ("balance__gte", models.F("floor")),
                            _connector="OR",
                        ),
                        name="account_balance_not_below_floor",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                fields=("union", "id", "unit"), name="account_with_unit"
            ),
        ),
    ]
