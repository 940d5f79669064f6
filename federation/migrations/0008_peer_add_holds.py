"""How far a peer says that it holds our log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("federation", "0007_summary_add_k"),
    ]

    operations = [
        migrations.AddField(
            model_name="peer",
            name="holds_epoch",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="peer",
            name="holds_below",
            field=models.PositiveBigIntegerField(null=True),
        ),
    ]
