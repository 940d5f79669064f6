"""What a person was paid and did not get waits again, as a payment that replaces the undone one.

Not to be taken back once there is one: an undone payment and what replaces it share their need.
"""

import django.db.models.deletion
from django.db import migrations, models

import unions.tenancy.rows
from unions.tenancy.operations import ProtectTenantKey


class Migration(migrations.Migration):
    dependencies = [
        ("commonpurse", "0016_follow_the_union_of_keys"),
        ("unions", "0004_protect_work"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_once_per_source_and_need",
        ),
        migrations.AddField(
            model_name="payment",
            name="replaces",
            field=unions.tenancy.rows.TenantKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="commonpurse.payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "undone"), _negated=True),
                fields=("union", "source_kind", "source_id", "need_id"),
                name="payment_once_per_source_and_need",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                fields=("union", "replaces"), name="payment_replaced_once"
            ),
        ),
        ProtectTenantKey("Payment", "replaces"),
    ]
