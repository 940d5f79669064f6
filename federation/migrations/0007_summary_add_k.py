"""How strict the privacy gate was when a sum was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("federation", "0006_follower_cursor_add_tried_at"),
    ]

    operations = [
        migrations.AddField(
            model_name="summary",
            name="k",
            field=models.PositiveSmallIntegerField(default=5),
        ),
    ]
