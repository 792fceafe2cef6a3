import django.db.models.deletion
from django.db import migrations, models

from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0002_throughput"),
        ("organisations", "0001_initial"),
        ("outbox", "0002_before_what_is_held"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberPace",
            fields=[
                (
                    "number",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="licensing.phonenumber",
                    ),
                ),
                ("rate", models.FloatField(help_text="Messages a second.")),
                ("spent_until", models.DateTimeField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        row_security.enforce("outbox_numberpace"),
        migrations.RemoveIndex(model_name="sending", name="sending_next"),
        migrations.AddIndex(
            model_name="sending",
            index=models.Index(
                condition=models.Q(("state", "queued")),
                fields=["lane", "number", "due_at"],
                name="sending_next",
            ),
        ),
    ]
