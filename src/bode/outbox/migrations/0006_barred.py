from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0005_citizen_pace"),
    ]

    operations = [
        migrations.AddField(
            model_name="sending",
            name="template_id",
            field=models.UUIDField(help_text="Which template it uses, if any.", null=True),
        ),
        migrations.AddField(
            model_name="sending",
            name="barred",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Why it may not be sent once more, by the rules of now.",
                max_length=30,
            ),
        ),
    ]
