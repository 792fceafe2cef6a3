import django.db.models.deletion
from django.db import migrations, models

import bode.basics.ids
from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0003_templates_life"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlatformNotice",
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
                ("account_id", models.CharField(help_text="WABA id", max_length=40)),
                (
                    "kind",
                    models.CharField(
                        help_text="Of event: AccountUpdate, NumberName, …", max_length=30
                    ),
                ),
                (
                    "event",
                    models.CharField(
                        help_text="The platform's own word for what happened.", max_length=80
                    ),
                ),
                ("facts", models.JSONField(help_text="What was told of it, without who did it.")),
                ("told_at", models.DateTimeField()),
                (
                    "fingerprint",
                    models.CharField(help_text="The same for the same news.", max_length=64),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-told_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "fingerprint"), name="notice_once"
                    )
                ],
            },
        ),
        row_security.enforce("licensing_platformnotice", "municipality_id", "provider_id"),
    ]
