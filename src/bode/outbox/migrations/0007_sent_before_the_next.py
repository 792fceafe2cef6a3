import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0006_barred"),
    ]

    operations = [
        migrations.AddField(
            model_name="citizenpace",
            name="follows_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(),
                help_text="When the next may follow, unless the last is reported as sent before "
                "that.",
            ),
        ),
        migrations.AddField(
            model_name="citizenpace",
            name="last_id",
            field=models.UUIDField(help_text="The message that was claimed last.", null=True),
        ),
        migrations.AddField(
            model_name="citizenpace",
            name="last_lane",
            field=models.SmallIntegerField(db_default=2),
        ),
        # Each row is changed about as often as it is made: room for that beside it spares its index.
        migrations.RunSQL(
            "ALTER TABLE outbox_citizenpace SET (fillfactor = 50)",
            "ALTER TABLE outbox_citizenpace RESET (fillfactor)",
        ),
    ]
