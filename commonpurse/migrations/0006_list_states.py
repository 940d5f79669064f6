"""Names the states of payments and pledges for forms."""

from django.db import migrations, models

import commonpurse.pledges.rules.receipts
import commonpurse.spending.rules.approvals


class Migration(migrations.Migration):
    dependencies = [
        ("commonpurse", "0005_note_second_keeper"),
    ]

    operations = [
        migrations.AlterField(
            model_name="payment",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "requested"),
                    ("approved_once", "approved_once"),
                    ("approved", "approved"),
                    ("paid", "paid"),
                    ("refused", "refused"),
                ],
                default=commonpurse.spending.rules.approvals.PaymentState["REQUESTED"],
                max_length=14,
            ),
        ),
        migrations.AlterField(
            model_name="pledge",
            name="state",
            field=models.CharField(
                choices=[
                    ("promised", "promised"),
                    ("received", "received"),
                    ("withdrawn", "withdrawn"),
                ],
                default=commonpurse.pledges.rules.receipts.PledgeState["PROMISED"],
                max_length=9,
            ),
        ),
    ]
