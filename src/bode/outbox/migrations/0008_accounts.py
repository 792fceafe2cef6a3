from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0008_accounts"),
        ("organisations", "0001_initial"),
        ("outbox", "0007_sent_before_the_next"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sending",
            name="sending_state_known",
        ),
        migrations.AddField(
            model_name="sending",
            name="traits",
            field=models.SmallIntegerField(
                db_default=2, help_text="`licensing.standing.Trait`s of the message."
            ),
        ),
        migrations.AddIndex(
            model_name="sending",
            index=models.Index(
                condition=models.Q(("state", "withheld")),
                fields=["number", "recipient"],
                name="sending_withheld",
            ),
        ),
        migrations.AddConstraint(
            model_name="sending",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        ["unready", "queued", "sending", "held", "withheld", "unsettled", "asks"],
                    )
                ),
                name="sending_state_known",
            ),
        ),
    ]
