from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0002_throughput"),
        ("organisations", "0001_initial"),
        ("outbox", "0003_number_pace"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sending",
            name="sending_state_known",
        ),
        migrations.RemoveIndex(
            model_name="sending",
            name="sending_before",
        ),
        migrations.AddIndex(
            model_name="sending",
            index=models.Index(
                condition=models.Q(("state__in", ["unready", "queued", "sending", "held"])),
                fields=["number", "recipient", "queued_at"],
                name="sending_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["unready", "queued", "sending", "held", "unsettled", "asks"])
                ),
                name="sending_state_known",
            ),
        ),
    ]
