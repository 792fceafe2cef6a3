import django.db.models.deletion
from django.db import migrations, models

from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0009_reach"),
        ("organisations", "0001_initial"),
        ("outbox", "0008_accounts"),
    ]

    operations = [
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
                    "recipient",
                    models.CharField(help_text="Phone digits or user id.", max_length=200),
                ),
                ("opened_at", models.DateTimeField(help_text="The last time.")),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["opened_at"], name="opened_citizen_past")],
            },
        ),
        row_security.enforce("outbox_portfolioreach"),
        row_security.enforce("outbox_openedcitizen"),
    ]
