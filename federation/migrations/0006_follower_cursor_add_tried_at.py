"""When a pull was last tried, well or not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("federation", "0005_guard_federation"),
    ]

    operations = [
        migrations.AddField(
            model_name="followercursor",
            name="tried_at",
            field=models.DateTimeField(null=True),
        ),
    ]
