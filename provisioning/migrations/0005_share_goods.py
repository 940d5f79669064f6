"""Things held in common, and the days on which someone has them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.ids
import unions.tenancy.rows


class Migration(migrations.Migration):
    dependencies = [
        ("provisioning", "0004_guard_needs"),
        ("unions", "0004_protect_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedGood",
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
                ("name", models.CharField(max_length=80)),
                ("sort_key", models.CharField(db_collation="C", max_length=80)),
                ("about", models.CharField(blank=True, max_length=120)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("transport", "Getting about"),
                            ("tools", "Tools"),
                            ("household", "Household"),
                            ("furniture", "Furniture"),
                            ("clothing", "Clothing"),
                            ("bedding", "Bedding"),
                            ("children", "For children"),
                            ("electronics", "Electronics"),
                            ("energy", "Energy"),
                            ("books", "Books"),
                            ("other", "Other things"),
                        ],
                        max_length=20,
                    ),
                ),
                ("place", models.CharField(max_length=80)),
                ("max_days", models.PositiveSmallIntegerField()),
                ("rules", models.TextField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("available", "Free"),
                            ("checking", "Being checked"),
                            ("repair", "In repair"),
                            ("retired", "Retired"),
                        ],
                        default="available",
                        max_length=10,
                    ),
                ),
                ("report", models.CharField(blank=True, max_length=500)),
                (
                    "steward",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="things_in_care",
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
                    models.Index(fields=["union", "sort_key"], name="shared_good_by_name"),
                    models.Index(fields=["union", "steward"], name="shared_good_by_steward"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("union", "code"), name="shared_good_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["available", "checking", "repair", "retired"])
                        ),
                        name="shared_good_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("max_days__range", (1, 90))),
                        name="shared_good_is_lent_for_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
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
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "Booked"),
                            ("out", "Out"),
                            ("returned", "Back"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("out_at", models.DateTimeField(null=True)),
                ("back_at", models.DateTimeField(null=True)),
                ("report", models.CharField(blank=True, max_length=500)),
                (
                    "booked_by",
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
                        related_name="bookings",
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
                (
                    "good",
                    unions.tenancy.rows.TenantKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="provisioning.sharedgood",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["union", "person", "first_on"], name="booking_by_person"),
                    models.Index(fields=["union", "good", "first_on"], name="booking_by_good"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("union", "client_id"), name="booking_sent_once"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("state__in", ("booked", "out"))),
                        expressions=[
                            ("union", "="),
                            ("good", "="),
                            (
                                models.Func(
                                    "first_on",
                                    "last_on",
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="booking_days_never_shared",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "out")),
                        fields=("union", "good"),
                        name="booking_out_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_on__gte", models.F("first_on"))),
                        name="booking_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("back_at", None),
                                ("out_at", None),
                                ("state__in", ["booked", "cancelled"]),
                            ),
                            models.Q(
                                ("back_at", None), ("out_at__isnull", False), ("state", "out")
                            ),
                            models.Q(
                                ("back_at__isnull", False),
                                ("out_at__isnull", False),
                                ("state", "returned"),
                            ),
                            _connector="OR",
                        ),
                        name="booking_state_fits_its_times",
                    ),
                ],
            },
        ),
    ]
