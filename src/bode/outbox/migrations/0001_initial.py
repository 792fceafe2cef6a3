import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.outbox.states
from bode.organisations import row_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("licensing", "0001_initial"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("message_id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "lane",
                    models.SmallIntegerField(
                        choices=[(0, "CRISIS"), (1, "CONVERSATION"), (2, "NOTICE")]
                    ),
                ),
                ("purpose", models.CharField(max_length=30)),
                (
                    "recipient",
                    models.CharField(help_text="Phone digits or user id.", max_length=200),
                ),
                (
                    "payload",
                    models.BinaryField(help_text="The request's body, as the platform wants it."),
                ),
                (
                    "state",
                    models.CharField(
                        default=bode.outbox.states.SendingState["QUEUED"], max_length=10
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0)),
                (
                    "queued_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="Its place per citizen.",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("worker", models.UUIDField(help_text="Who claimed it.", null=True)),
                (
                    "error_code",
                    models.CharField(blank=True, help_text="Of the last attempt.", max_length=20),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["lane", "due_at"],
                        name="sending_next",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "sending"])),
                        fields=["number", "recipient", "queued_at"],
                        name="sending_before",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["worker"],
                        name="sending_claimed",
                    ),
                    models.Index(
                        condition=models.Q(("state", "unsettled")),
                        fields=["due_at"],
                        name="sending_unsettled",
                    ),
                    models.Index(
                        condition=models.Q(("state", "held")),
                        fields=["number"],
                        name="sending_held",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["queued", "sending", "held", "unsettled", "asks"])
                        ),
                        name="sending_state_known",
                    )
                ],
            },
        ),
        row_security.enforce("outbox_sending"),
    ]
