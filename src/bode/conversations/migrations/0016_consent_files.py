import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.basics.ids
import bode.conversations.states
from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0015_subscribing"),
        ("organisations", "0003_own_ways"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentImport",
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
                ("filename", models.CharField(max_length=200)),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the file, in hex.", max_length=64),
                ),
                (
                    "content",
                    models.TextField(
                        blank=True,
                        help_text="The file itself while it waits, as text; empty afterwards.",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        default=bode.conversations.states.ConsentImportStatus["WAITING"],
                        max_length=10,
                    ),
                ),
                ("rows", models.PositiveIntegerField()),
                (
                    "recorded",
                    models.PositiveIntegerField(help_text="Consents that were new.", null=True),
                ),
                ("entered_by", models.CharField(max_length=120)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "changed_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recorded", None), ("status", "waiting")),
                            models.Q(
                                ("content", ""), ("recorded__isnull", False), ("status", "applied")
                            ),
                            models.Q(("content", ""), ("recorded", None), ("status", "discarded")),
                            _connector="OR",
                        ),
                        name="consent_import_kept_while_it_waits",
                    )
                ],
            },
        ),
        row_security.enforce("conversations_consentimport"),
    ]
