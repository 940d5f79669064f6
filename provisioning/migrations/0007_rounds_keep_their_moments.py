"""The moments of beginning and approving a round."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("provisioning", "0006_protect_goods"),
    ]

    operations = [
        migrations.AddField(
            model_name="allocationround",
            name="opened_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="roundapproval",
            name="approved_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
    ]
