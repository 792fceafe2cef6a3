import django.db.models.deletion
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import bode.basics.ids
from bode.organisations import row_security

# Until now nobody wrote down from what a conversation had its purpose; agents chose most of them.
BY_AGENTS = """
SELECT set_config('bode.tenant', '*', true);
UPDATE conversations_conversation SET purpose_from = 'agent' WHERE purpose <> '';
SET CONSTRAINTS ALL IMMEDIATE;
"""
ALLOWED = ["appointments", "crisis_response", "municipal_services", "permits", "tourism"]


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0018_exports"),
    ]

    operations = [
        migrations.CreateModel(
            name="PurposeChange",
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
                ("purpose_before", models.CharField(max_length=30)),
                ("from_before", models.CharField(max_length=10)),
                (
                    "purpose",
                    models.CharField(blank=True, help_text="Empty: nobody knows.", max_length=30),
                ),
                ("reason", models.TextField()),
                ("actor", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="purpose_changes",
                        to="conversations.conversation",
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
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="purpose_change_has_reason",
                    )
                ]
            },
        ),
        row_security.enforce("conversations_purposechange"),
        migrations.AddField(
            model_name="conversation",
            name="purpose_from",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="From what it has its purpose.",
                max_length=10,
            ),
        ),
        migrations.RunSQL(BY_AGENTS, migrations.RunSQL.noop),
        AddConstraintNotValid(
            model_name="conversation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", ""), ("purpose_from", "")),
                    models.Q(
                        models.Q(("purpose", ""), _negated=True),
                        ("purpose_from__in", ["template", "program", "agent", "citizen"]),
                    ),
                    _connector="OR",
                ),
                name="conversation_purpose_from_something",
            ),
        ),
        AddConstraintNotValid(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("direction", "in"),
                    ("purpose__in", ALLOWED),
                    models.Q(("author_name", "WhatsApp Business-app"), ("purpose", "")),
                    _connector="OR",
                ),
                name="message_out_has_purpose",
            ),
        ),
    ]
