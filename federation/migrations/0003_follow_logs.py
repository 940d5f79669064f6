"""How far the logs of peers were read, and what they said."""

import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.ids


class Migration(migrations.Migration):
    dependencies = [
        ("federation", "0002_know_peers"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowerCursor",
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
                ("epoch", models.PositiveIntegerField(default=1)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("edge", models.BinaryField(default=bytes)),
                (
                    "root",
                    models.BinaryField(
                        default=b"\xe3\xb0\xc4B\x98\xfc\x1c\x14\x9a\xfb\xf4\xc8\x99o\xb9$'\xaeA\xe4d\x9b\x93L\xa4\x95\x99\x1bxR\xb8U"
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=8192)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("last_ok_at", models.DateTimeField(null=True)),
                ("known_size", models.PositiveBigIntegerField(default=0)),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None"),
                            ("unreachable", "Unreachable"),
                            ("busy", "Busy"),
                            ("refused", "Refused"),
                            ("gone", "Gone"),
                            ("protocol", "Protocol"),
                            ("shorter", "Shorter"),
                            ("mismatch", "Mismatch"),
                        ],
                        max_length=11,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                ("fails", models.PositiveIntegerField(default=0)),
                ("failing_since", models.DateTimeField(null=True)),
                ("evidence", models.JSONField(null=True)),
                ("clock_offset", models.IntegerField(default=0)),
                ("next_due_at", models.DateTimeField(null=True)),
                (
                    "peer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cursor",
                        to="federation.peer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["next_due_at"], name="follower_cursor_due")],
            },
        ),
        migrations.CreateModel(
            name="ReceivedEntry",
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
                ("line", models.BinaryField(default=bytes, max_length=16384)),
                ("s", models.CharField(blank=True, max_length=25)),
                ("u", models.PositiveBigIntegerField(null=True)),
                ("q", models.PositiveBigIntegerField(null=True)),
                ("k", models.CharField(blank=True, max_length=40)),
                ("rev", models.PositiveBigIntegerField(null=True)),
                ("code", models.CharField(blank=True, max_length=20)),
                ("received_at", models.DateTimeField(auto_now_add=True)),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="federation.peer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["peer", "s", "u", "q"], name="received_entry_by_union")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "epoch", "index"), name="received_entry_index_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceivedState",
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
                ("u", models.PositiveBigIntegerField()),
                ("s", models.CharField(max_length=25)),
                ("k", models.CharField(max_length=40)),
                ("rev", models.PositiveBigIntegerField()),
                ("body", models.JSONField()),
                ("updated_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="federation.receivedentry",
                    ),
                ),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="states",
                        to="federation.peer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "u", "s", "k"), name="received_state_key_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedLine",
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
                ("index", models.PositiveBigIntegerField()),
                ("line", models.BinaryField(max_length=16384)),
                (
                    "cursor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staged",
                        to="federation.followercursor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("cursor", "index"), name="staged_line_unique")
                ],
            },
        ),
    ]
