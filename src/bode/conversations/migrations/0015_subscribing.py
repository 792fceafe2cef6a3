import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import bode.basics.ids
from bode.organisations import row_security

KEEP_AREA = migrations.RunSQL(
    """
    CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON conversations_consentarea
      FOR EACH ROW EXECUTE FUNCTION conversations_keep_wording();
    """,
    "DROP TRIGGER keep ON conversations_consentarea;",
)


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0014_broadcasts_apart"),
        ("organisations", "0003_own_ways"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentArea",
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
                (
                    "area",
                    models.CharField(
                        blank=True,
                        help_text="Four digits of a postcode, or a neighbourhood.",
                        max_length=80,
                    ),
                ),
                (
                    "wording",
                    models.TextField(help_text="What the citizen agreed to, word for word."),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "consent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="conversations.consent",
                    ),
                ),
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
            options={
                "indexes": [models.Index(fields=["municipality", "area"], name="area_chosen")],
                "constraints": [
                    models.UniqueConstraint(fields=("consent", "area"), name="consent_area_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Keyword",
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
                ("word", models.CharField(help_text="In small letters.", max_length=30)),
                ("purpose", models.CharField(max_length=30)),
                ("area", models.CharField(blank=True, max_length=80)),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Of the answer; empty: what the citizen writes in.",
                        max_length=2,
                    ),
                ),
                ("actor", models.CharField(help_text="Who added it.", max_length=120)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "word"), name="keyword_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "appointments",
                                    "crisis_response",
                                    "municipal_services",
                                    "permits",
                                    "tourism",
                                ],
                            )
                        ),
                        name="keyword_purpose_allowed",
                    ),
                ],
            },
        ),
        KEEP_AREA,
        row_security.enforce("conversations_consentarea"),
        row_security.enforce("conversations_keyword"),
    ]
