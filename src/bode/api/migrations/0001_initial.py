import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.basics
from bode.organisations import row_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RememberedAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=bode.basics.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 in hex of address and body.", max_length=64
                    ),
                ),
                (
                    "status",
                    models.SmallIntegerField(
                        help_text="HTTP; null while the call runs.", null=True
                    ),
                ),
                ("answer", models.BinaryField(default=b"", help_text="The answer's body.")),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at"], name="answer_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "key"), name="answer_once")
                ],
            },
        ),
        row_security.enforce("api_rememberedanswer", "organisation_id"),
    ]
