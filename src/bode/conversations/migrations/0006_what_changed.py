import django.db.models.deletion
from django.db import migrations, models

import bode.basics.ids
from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0005_prices"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bode.basics.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("identity_added", "Identity Added"),
                            ("identity_lost", "Identity Lost"),
                            ("merged", "Merged"),
                            ("marketing_stopped", "Marketing Stopped"),
                            ("marketing_resumed", "Marketing Resumed"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "identity_kind",
                    models.CharField(blank=True, help_text="Of an identity.", max_length=20),
                ),
                (
                    "value",
                    models.CharField(
                        blank=True,
                        help_text="The identity, or the name of who was merged.",
                        max_length=200,
                    ),
                ),
                ("at", models.DateTimeField(help_text="By the platform's clock.")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="conversations.contact",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MarketingChoice",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="marketing",
                        serialize=False,
                        to="conversations.contact",
                    ),
                ),
                ("wanted", models.BooleanField()),
                ("at", models.DateTimeField(help_text="By the platform's clock.")),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MessageVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bode.basics.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "wamid",
                    models.CharField(
                        help_text="The message's own for the first version, else the edit's.",
                        max_length=300,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("content", models.JSONField()),
                (
                    "at",
                    models.DateTimeField(help_text="When it was written, by the platform's clock."),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="conversations.message",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("message", "wamid"), name="version_once")
                ],
            },
        ),
        *(
            row_security.enforce(f"conversations_{table}")
            for table in ("contactevent", "marketingchoice", "messageversion")
        ),
    ]
