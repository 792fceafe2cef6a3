import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.basics.ids
from bode.organisations.row_security import enforce


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0006_what_changed"),
        ("licensing", "0002_throughput"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
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
                ("filename", models.CharField(max_length=255)),
                ("mime_type", models.CharField(max_length=120)),
                ("key", models.CharField(help_text="Under which it is kept.", max_length=150)),
                ("size", models.BigIntegerField(help_text="Bytes.")),
                ("sha256", models.CharField(help_text="Hex.", max_length=64)),
                ("has_thumbnail", models.BooleanField()),
                (
                    "created_at",
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
        ),
        migrations.CreateModel(
            name="PlatformCopy",
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
                ("sha256", models.CharField(help_text="Hex.", max_length=64)),
                ("mime_type", models.CharField(max_length=120)),
                ("platform_id", models.CharField(max_length=100)),
                ("uploaded_at", models.DateTimeField()),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="licensing.phonenumber",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "sha256", "mime_type"), name="copy_once"
                    )
                ],
            },
        ),
        enforce("conversations_upload"),
        enforce("conversations_platformcopy"),
    ]
