"""The tables of our own log."""

import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LogEntry",
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
                ("epoch", models.PositiveIntegerField()),
                ("index", models.PositiveBigIntegerField()),
                ("leaf", models.BinaryField(max_length=32)),
                ("s", models.CharField(max_length=25)),
                ("u", models.PositiveIntegerField(null=True)),
                ("q", models.PositiveBigIntegerField(null=True)),
                ("k", models.CharField(max_length=40)),
                ("rev", models.PositiveBigIntegerField()),
                ("to", models.CharField(blank=True, max_length=260)),
                ("of_union", models.UUIDField(null=True)),
                ("outbox_id", models.UUIDField(null=True, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("epoch", "index"), name="log_entry_index_unique"
                    ),
                    models.UniqueConstraint(
                        fields=("epoch", "u", "s", "k", "rev"),
                        name="log_entry_rev_unique",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("q__isnull", False)),
                        fields=("epoch", "u", "s", "to", "q"),
                        name="log_entry_q_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeyStatement",
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
                ("serial", models.PositiveIntegerField(unique=True)),
                ("epoch", models.PositiveIntegerField()),
                ("fp", models.CharField(max_length=43)),
                ("note", models.TextField(max_length=8192)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="OutboxLine",
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
                ("s", models.CharField(max_length=25)),
                ("k", models.CharField(max_length=40)),
                ("body", models.JSONField()),
                ("to", models.CharField(blank=True, max_length=260)),
                ("of_union", models.UUIDField(null=True)),
                ("rev", models.PositiveBigIntegerField(null=True)),
                ("is_urgent", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Seal",
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
                ("epoch", models.PositiveIntegerField()),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField(max_length=8192)),
                ("sealed_at", models.DateTimeField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("epoch", "size"), name="seal_size_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="TreeNode",
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
                ("epoch", models.PositiveIntegerField()),
                ("level", models.PositiveSmallIntegerField()),
                ("index", models.PositiveBigIntegerField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("epoch", "level", "index"), name="tree_node_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1)), name="tree_node_above_leaves"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryBytes",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="bytes",
                        serialize=False,
                        to="federation.logentry",
                    ),
                ),
                ("line", models.BinaryField(max_length=16384)),
            ],
        ),
    ]
