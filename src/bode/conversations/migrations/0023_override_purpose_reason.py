from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0022_consent_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="contentoverride",
            name="purpose_reason",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Why the conversation is about something else now.",
            ),
        ),
    ]
