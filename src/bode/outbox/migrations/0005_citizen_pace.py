import django.db.models.deletion
from django.db import migrations, models

from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0002_throughput"),
        ("organisations", "0001_initial"),
        ("outbox", "0004_unready"),
    ]

    operations = [
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
                    "recipient",
                    models.CharField(help_text="Phone digits or user id.", max_length=200),
                ),
                (
                    "spent_until",
                    models.DateTimeField(
                        help_text="At one message in six seconds, this long takes what was sent."
                    ),
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
                    "number",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE outbox_citizenpace SET UNLOGGED",
            "ALTER TABLE outbox_citizenpace SET LOGGED",
        ),
        row_security.enforce("outbox_citizenpace"),
    ]
