import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """An agent says that two contacts are one person, and why."""

    dependencies = [
        ("conversations", "0002_who_has_what"),
        ("organisations", "0002_teams"),
    ]

    operations = [
        migrations.AddField(
            model_name="contact",
            name="joined_at",
            field=models.DateTimeField(
                help_text="When an agent said that another contact is the same person.", null=True
            ),
        ),
        migrations.AddField(
            model_name="contactevent",
            name="actor",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Who of the municipality said so.",
                max_length=120,
            ),
        ),
        migrations.AddField(
            model_name="contactevent",
            name="reason",
            field=models.TextField(blank=True, db_default="", help_text="Why they said so."),
        ),
        migrations.AlterField(
            model_name="contactevent",
            name="at",
            field=models.DateTimeField(
                help_text="By the platform's clock; by ours for what an agent said."
            ),
        ),
        migrations.AlterField(
            model_name="contactevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("identity_added", "Identity Added"),
                    ("identity_lost", "Identity Lost"),
                    ("identity_left", "Identity Left"),
                    ("merged", "Merged"),
                    ("joined", "Joined"),
                    ("marketing_stopped", "Marketing Stopped"),
                    ("marketing_resumed", "Marketing Resumed"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                models.F("municipality"),
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), name="text_pattern_ops"
                ),
                condition=models.Q(("name", ""), _negated=True),
                name="contact_of_name",
            ),
        ),
    ]
