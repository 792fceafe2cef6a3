from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0009_reach"),
    ]

    operations = [
        migrations.CreateModel(
            name="ManagementCalls",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "account_id",
                        "minute",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("account_id", models.CharField(help_text="WABA id", max_length=40)),
                ("minute", models.DateTimeField()),
                ("calls", models.PositiveIntegerField()),
            ],
        ),
    ]
