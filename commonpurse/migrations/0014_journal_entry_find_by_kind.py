from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commonpurse", "0013_protect_intake")]

    operations = [
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(
                fields=["union", "kind", "effective_on", "id"], name="journal_entry_by_kind"
            ),
        ),
    ]
