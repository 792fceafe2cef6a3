import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.outbox.states
from bode.organisations import row_security

# What an answer to a citizen has to wait for is of no worth after a crash, and changes all the time.
FAST_PACE = migrations.RunSQL(
    "ALTER TABLE outbox_citizenpace SET UNLOGGED;"
    "ALTER TABLE outbox_citizenpace SET (fillfactor = 50)",
    migrations.RunSQL.noop,
)


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
                (
                    "lane",
                    models.SmallIntegerField(
                        choices=[(0, "CRISIS"), (1, "CONVERSATION"), (2, "NOTICE")]
                    ),
                ),
                ("purpose", models.CharField(max_length=30)),
                (
                    "traits",
                    models.SmallIntegerField(
                        db_default=2, help_text="`licensing.standing.Trait`s of the message."
                    ),
                ),
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
                    "template_id",
                    models.UUIDField(help_text="Which template it uses, if any.", null=True),
                ),
                (
                    "barred",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Why it may not be sent once more, by the rules of now.",
                        max_length=30,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["lane", "number", "due_at"],
                        name="sending_next",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["unready", "queued", "sending", "held"])),
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
                    models.Index(
                        condition=models.Q(("state", "withheld")),
                        fields=["number", "recipient"],
                        name="sending_withheld",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["unsettled", "asks"])),
                        fields=["number", "recipient"],
                        name="sending_unknown",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "unready",
                                    "queued",
                                    "sending",
                                    "held",
                                    "withheld",
                                    "unsettled",
                                    "asks",
                                ],
                            )
                        ),
                        name="sending_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortfolioReach",
            fields=[
                (
                    "municipality",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                (
                    "citizens",
                    models.PositiveIntegerField(
                        help_text="How many rows of `OpenedCitizen` it has."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OpenedCitizen",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "municipality",
                        "recipient",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(help_text="Phone digits or user id.", max_length=200),
                ),
                ("opened_at", models.DateTimeField(help_text="The last time.")),
            ],
            options={
                "indexes": [models.Index(fields=["opened_at"], name="opened_citizen_past")],
            },
        ),
        migrations.CreateModel(
            name="UnknownError",
            fields=[
                ("code", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "reported_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NumberPace",
            fields=[
                (
                    "number",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="licensing.phonenumber",
                    ),
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
                ("rate", models.FloatField(help_text="Messages a second.")),
                ("spent_until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="CitizenPace",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "number",
                        "recipient",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(help_text="Phone digits or user id.", max_length=200),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "spent_until",
                    models.DateTimeField(
                        help_text="At one message in six seconds, this long takes what was sent."
                    ),
                ),
                (
                    "last_id",
                    models.UUIDField(help_text="The message that was claimed last.", null=True),
                ),
                ("last_lane", models.SmallIntegerField(db_default=2)),
                (
                    "follows_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="When the next may follow, unless the last is reported as sent before that.",
                    ),
                ),
            ],
        ),
        FAST_PACE,
        row_security.enforce("outbox_citizenpace"),
        row_security.enforce("outbox_numberpace"),
        row_security.enforce("outbox_openedcitizen"),
        row_security.enforce("outbox_portfolioreach"),
        row_security.enforce("outbox_sending"),
    ]
