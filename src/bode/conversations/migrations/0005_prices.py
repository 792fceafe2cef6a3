import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from bode.organisations import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0004_media_kept_once"),
        ("organisations", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Budget",
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
                ("amount", models.DecimalField(decimal_places=2, max_digits=9)),
                ("currency", models.CharField(max_length=3)),
                (
                    "set_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="price_category",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="As which the platform charges it.",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="price_type",
            field=models.CharField(
                blank=True, db_default="", help_text="regular, or why it is free.", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="statusreport",
            name="price_category",
            field=models.CharField(blank=True, db_default="", max_length=40),
        ),
        migrations.AddField(
            model_name="statusreport",
            name="price_type",
            field=models.CharField(blank=True, db_default="", max_length=40),
        ),
        migrations.AddIndex(
            model_name="message",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["created_at"], name="message_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="budget",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="budget_positive"
            ),
        ),
        row_security.enforce("conversations_budget"),
    ]
