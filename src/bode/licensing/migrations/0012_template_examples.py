import django.db.models.deletion
from django.db import migrations, models

import bode.basics.ids
from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0011_told_when"),
        ("organisations", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="TemplateExample",
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
                ("mime_type", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
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
        ),
        migrations.AddField(
            model_name="template",
            name="example",
            field=models.ForeignKey(
                help_text="What its header shows, where that is a file that was chosen here.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="templates",
                to="licensing.templateexample",
            ),
        ),
        migrations.AddConstraint(
            model_name="templateexample",
            constraint=models.UniqueConstraint(
                fields=("municipality", "provider", "sha256"), name="template_example_once"
            ),
        ),
        row_security.enforce("licensing_templateexample", "municipality_id", "provider_id"),
    ]
