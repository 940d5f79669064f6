"""Adds what the courier carries: news, receipts, runs of jobs, pulses."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import unions.tenancy.ids


class Migration(migrations.Migration):
    """No data is touched."""

    dependencies = [
        ("unions", "0002_protect_unions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField()),
                ("gauges", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="JobSlot",
            fields=[
                ("lane", models.CharField(max_length=8)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sends", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=120)),
                ("closed_because", models.CharField(blank=True, max_length=200)),
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
                ("job", models.CharField(max_length=80)),
                ("slot", models.CharField(max_length=80)),
                ("zone", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["job", "zone", "due_at"], name="job_slot_last"),
                    models.Index(
                        condition=models.Q(("dead_at__isnull", True), ("done_at__isnull", True)),
                        fields=["next_at"],
                        name="job_slot_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("job", "slot"), name="job_slot_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
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
                ("topic", models.CharField(max_length=80)),
                ("key", models.UUIDField()),
                ("payload", models.JSONField()),
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
                    models.Index(fields=["union", "topic", "key"], name="announcement_about"),
                    models.Index(fields=["union", "created_at"], name="announcement_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
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
                ("lane", models.CharField(max_length=8)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("sends", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("dead_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=120)),
                ("closed_because", models.CharField(blank=True, max_length=200)),
                ("cause_id", models.UUIDField()),
                ("receiver", models.CharField(max_length=120)),
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
                        condition=models.Q(("dead_at__isnull", True), ("done_at__isnull", True)),
                        fields=["next_at"],
                        name="receipt_due",
                    ),
                    models.Index(
                        condition=models.Q(("dead_at__isnull", False)),
                        fields=["union", "dead_at"],
                        name="receipt_dead",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "cause_id", "receiver"), name="receipt_one_per_receiver"
                    )
                ],
            },
        ),
    ]
