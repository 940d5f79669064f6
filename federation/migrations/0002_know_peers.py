"""Peers, their keys, agreements, and what a union consents to."""

import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.ids


class Migration(migrations.Migration):
    dependencies = [
        ("federation", "0001_keep_a_signed_log"),
        ("unions", "0002_protect_unions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Peer",
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
                (
                    "side",
                    models.CharField(
                        choices=[("inviter", "Inviter"), ("invitee", "Invitee")], max_length=7
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "Invited"),
                            ("pending", "Pending"),
                            ("active", "Active"),
                            ("paused", "Paused"),
                            ("left", "Left"),
                            ("blocked", "Blocked"),
                        ],
                        default="invited",
                        max_length=7,
                    ),
                ),
                ("origin", models.CharField(max_length=300, null=True, unique=True)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("peering_id", models.UUIDField(null=True, unique=True)),
                ("token_hash", models.CharField(blank=True, max_length=43)),
                ("token", models.CharField(blank=True, max_length=22)),
                ("token_until", models.DateTimeField(null=True)),
                ("invited_fp", models.CharField(blank=True, max_length=43)),
                ("offered_statement", models.TextField(blank=True, max_length=8192)),
                ("nonce_own", models.CharField(blank=True, max_length=22)),
                ("nonce_peer", models.CharField(blank=True, max_length=22)),
                ("we_give", models.JSONField(default=list)),
                ("they_give", models.JSONField(default=list)),
                ("they_ask", models.JSONField(default=list)),
                ("they_read", models.JSONField(default=list)),
                ("seal_utc", models.CharField(default="02:00", max_length=5)),
                ("called_back_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("asked_for_keys_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, max_length=40)),
                ("fails", models.PositiveIntegerField(default=0)),
                ("next_due_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["next_due_at"], name="peer_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["invited", "pending", "active", "paused", "left", "blocked"],
                            )
                        ),
                        name="peer_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["inviter", "invitee"])),
                        name="peer_side_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerEvent",
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
                ("act", models.CharField(max_length=40)),
                ("detail", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="federation.peer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
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
                ("rev", models.PositiveIntegerField()),
                ("fp", models.CharField(max_length=43)),
                ("note", models.TextField(max_length=8192)),
                ("k", models.PositiveSmallIntegerField()),
                ("in_force_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="federation.peer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("peer", "rev"), name="agreement_rev_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="PeerKey",
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
                ("serial", models.PositiveIntegerField()),
                ("fp", models.CharField(max_length=43)),
                ("note", models.TextField(max_length=8192)),
                ("pinned_at", models.DateTimeField(auto_now_add=True)),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="federation.peer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "serial"), name="peer_key_serial_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingConsent",
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
                ("scope", models.CharField(max_length=10)),
                ("section", models.CharField(blank=True, max_length=20)),
                ("to", models.CharField(blank=True, max_length=260)),
                ("decision_id", models.UUIDField(null=True)),
                ("given_by_id", models.UUIDField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("union", "scope", "section", "to"),
                        name="sharing_consent_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scope__in", ["card", "summary"])),
                        name="sharing_consent_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("section", ""), ("to", ""), _connector="OR"),
                        name="sharing_consent_section_for_all",
                    ),
                ],
            },
        ),
    ]
