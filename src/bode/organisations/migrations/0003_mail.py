import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.basics.ids
import bode.privacy.encryption
from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_municipalities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
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
                ("address", models.EmailField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                (
                    "text",
                    bode.privacy.encryption.EncryptedTextField(
                        help_text="Plain text, links included."
                    ),
                ),
                (
                    "is_secret",
                    models.BooleanField(
                        help_text="A link in it is for its reader alone: the text is let go of once it has left."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "failed_at",
                    models.DateTimeField(help_text="Not to be tried again by itself.", null=True),
                ),
                (
                    "trouble",
                    models.CharField(blank=True, help_text="Of the last attempt.", max_length=200),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "indexes": [
                    models.Index(fields=["organisation", "-created_at"], name="mail_newest_first")
                ],
            },
        ),
        row_security.enforce("organisations_mail", "organisation_id"),
    ]
