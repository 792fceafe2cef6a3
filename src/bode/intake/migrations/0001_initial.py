import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "provider",
                    models.CharField(
                        help_text="The provider's code, from the address.", max_length=40
                    ),
                ),
                ("body", models.BinaryField(help_text="The exact bytes, as they were signed.")),
                (
                    "received_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("unknown", "Unknown"),
                        ],
                        db_default="new",
                        default="new",
                        max_length=10,
                    ),
                ),
                ("attempts", models.IntegerField(db_default=0, default=0)),
                (
                    "next_attempt_at",
                    models.DateTimeField(help_text="When a failed one is retried.", null=True),
                ),
                (
                    "error",
                    models.TextField(
                        db_default="",
                        default="",
                        help_text="What went wrong, without personal data.",
                    ),
                ),
                ("processed_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "new")), fields=["id"], name="webhook_new"
                    ),
                    models.Index(
                        condition=models.Q(("state", "failed")),
                        fields=["next_attempt_at"],
                        name="webhook_failed",
                    ),
                    models.Index(
                        condition=models.Q(("state", "done")),
                        fields=["processed_at"],
                        name="webhook_done",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["new", "done", "failed", "unknown"])),
                        name="webhook_state_known",
                    )
                ],
            },
        ),
    ]
