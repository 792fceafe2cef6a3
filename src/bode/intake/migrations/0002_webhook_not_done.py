from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="webhook", name="webhook_new"),
        migrations.AddIndex(
            model_name="webhook",
            index=models.Index(
                fields=["state", "id"],
                condition=models.Q(("state", "done"), _negated=True),
                name="webhook_not_done",
            ),
        ),
    ]
